import { CalibrationError } from "../errors.ts";
import { finiteNumbers } from "./finiteNumbers.ts";
import { orderedNumbers } from "./orderedNumbers.ts";

/** One class's histogram: a value for each bin of its probability. */
export interface HistogramMap {
  /** Where one bin ends, itself included, and the next begins: strictly increasing, in [0, 1]; none for a single bin. */
  readonly edges: Float64Array;
  /** One value more than edges, in [0, 1]; they may fall. */
  readonly values: Float64Array;
}

/** The same, with numbers in any array. */
export interface HistogramMapLike {
  readonly edges: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

const problem = "Invalid histogram";

/**
 * Checks and copies a histogram.
 *
 * @param field - where it stands, for the error, such as `maps[2]`.
 * @throws CalibrationError `invalid-calibrator` naming the field.
 */
export function histogramMap(like: HistogramMapLike, field: string): HistogramMap {
  if (typeof like !== "object") {
    const found = typeof like;
    throw new CalibrationError("invalid-calibrator", { problem, expected: "a histogram", found, field });
  }
  const length = like.edges?.length;
  const edges = orderedNumbers(like.edges, { problem, field: `${field}.edges`, length, isStrict: true });
  const values = finiteNumbers(like.values, `${field}.values`, { count: length + 1, least: 0, most: 1 });
  return Object.freeze({ edges, values });
}

/** The value of the bin in which a probability lies. */
export function histogramValue({ edges, values }: HistogramMap, probability: number): number {
  let below = 0;
  let end = edges.length;
  while (below < end) {
    const middle = (below + end) >>> 1;
    if (edges[middle]! < probability) below = middle + 1;
    else end = middle;
  }
  return values[below]!;
}
