import { golden } from "../golden/goldens.ts";

export interface MetricCase {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly accuracy: number;
  readonly nll: number;
  readonly brierScore: number;
  readonly topLabelEce15: number;
}

export const { cases: metricCases } = golden<{ cases: MetricCase[] }>("metrics.json");
