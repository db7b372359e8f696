import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { golden } from "../golden/goldens.ts";

interface GoldenVector {
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  readonly objective: number;
}

interface PeerResult {
  /** Of the first rows of the case. */
  readonly predictions: readonly (readonly number[])[];
  readonly objective: number;
}

export interface StructuredCase {
  readonly name: string;
  readonly probabilities: readonly number[][];
  readonly labels: readonly number[];
  readonly weights: readonly number[] | null;
  readonly temperature: number;
  readonly ensemble: { readonly weights: readonly number[]; readonly nll: number };
  readonly vector: GoldenVector & { readonly held?: GoldenVector };
  readonly matrix: {
    readonly weights: readonly (readonly number[])[];
    readonly biases: readonly number[];
    readonly objective: number;
  };
  /** What probmetrics makes of the same rows; null where it takes other logarithms, or no weights. */
  readonly peer: {
    readonly mixedTemperature: Omit<PeerResult, "objective">;
    readonly vector: PeerResult;
    readonly matrix: PeerResult;
  } | null;
}

export const structuredCases = golden<{ cases: StructuredCase[] }>("structured.json").cases;

export function tableOf({ probabilities, labels, weights }: StructuredCase): PredictionColumns {
  return { probabilities: probabilities.slice(), labels: labels.slice(), ...(weights && { weights }) };
}

/** The largest distance of two lists of numbers, place by place. */
export function farthest(found: Iterable<number>, expected: readonly number[]): number {
  return Array.from(found).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
}
