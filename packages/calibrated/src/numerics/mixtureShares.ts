import { CompensatedSum } from "./compensatedSum.ts";
import { increasingRoot, type Slope } from "./increasingRoot.ts";

export interface MixtureShares {
  /** Of the three components, with a sum of 1. */
  readonly shares: readonly [number, number, number];
  /** `stopped`: the residual is above 1e-9. */
  readonly status: "converged" | "stopped";
  /** How far the mean of a component's density by the mixture's is from 1, or above 1 where its share is 0. */
  readonly kktResidual: number;
  /** How often the densities were gone through. */
  readonly evaluations: number;
}

const tolerance = 1e-9;
/** Odds beyond these, or the inverse, are a share of 0: weights are never further apart than 1e100. */
const longestOdds = 1e110;

/**
 * The shares x ≥ 0 with a sum of 1 for which −mean ln(Σ_m x_m · p_m) is least: the most likely mixture of three
 * densities.
 *
 * The loss is convex. For each share of the third component the best split between the other two is the root of a
 * slope that only rises, and so is the best share of the third. Both are found as odds, which a root near 0 keeps
 * exact.
 *
 * @param densities - of the three components, a number ≥ 0 per row; those of the third all above 0.
 * @param weights - of the rows; null for 1 everywhere.
 */
export function mixtureShares(
  densities: readonly [Float64Array, Float64Array, Float64Array],
  weights: Float64Array | null,
): MixtureShares {
  const rowShares = sharesOfRows(densities[0].length, weights);
  let evaluations = 0;
  const slopesAt = (shares: Triple, towards: Triple, beside: Triple): Slopes => {
    evaluations++;
    return slopesOf(densities, rowShares, shares, towards, beside);
  };
  const splitBeside = (ofThird: Split): Split =>
    bestSplit((split) => {
      const between = [ofThird[1], -ofThird[1], 0] as const;
      const { value, curvature } = slopesAt(joined(ofThird, split), between, between);
      return { value, derivative: curvature };
    });
  const ofThird = bestSplit((outer) => {
    const inner = splitBeside(outer);
    const shares = joined(outer, inner);
    const { value, curvature, cross, curvatureBeside } = slopesAt(
      shares,
      [-inner[0], -inner[1], 1],
      [1, -1, 0],
    );
    // The split of the others follows, which takes from the curvature, unless it is at an end.
    const follows = inner[0] > 0 && inner[1] > 0 && curvatureBeside > 0 ? cross ** 2 / curvatureBeside : 0;
    return { value, derivative: Math.max(curvature - follows, 0) };
  });
  const shares = joined(ofThird, splitBeside(ofThird));
  const kktResidual = shares.reduce((most, share, m) => {
    const towards = [0, 1, 2].map((one) => (one === m ? 1 : 0)) as [number, number, number];
    const { value } = slopesAt(shares, towards, towards);
    return Math.max(most, share > 0 ? Math.abs(1 + value) : -1 - value);
  }, 0);
  return { shares, status: kktResidual <= tolerance ? "converged" : "stopped", kktResidual, evaluations };
}

type Triple = readonly [number, number, number];

interface Slopes {
  /** Of the loss towards one direction, its curvature there and beside, and how the slope changes beside. */
  readonly value: number;
  readonly curvature: number;
  readonly curvatureBeside: number;
  readonly cross: number;
}

function slopesOf(
  [first, second, third]: readonly [Float64Array, Float64Array, Float64Array],
  rowShares: Float64Array,
  [x, y, z]: Triple,
  towards: Triple,
  beside: Triple,
): Slopes {
  const slope = new CompensatedSum();
  let curvature = 0;
  let curvatureBeside = 0;
  let cross = 0;
  for (let row = 0; row < rowShares.length; row++) {
    const [a, b, c] = [first[row]!, second[row]!, third[row]!];
    const weight = rowShares[row]!;
    const density = x * a + y * b + z * c;
    const ratio = (towards[0] * a + towards[1] * b + towards[2] * c) / density;
    const ratioBeside = (beside[0] * a + beside[1] * b + beside[2] * c) / density;
    slope.add(-weight * ratio);
    curvature += weight * ratio * ratio;
    curvatureBeside += weight * ratioBeside * ratioBeside;
    cross += weight * ratio * ratioBeside;
  }
  return { value: slope.value, curvature, curvatureBeside, cross };
}

/** The shares where the third has one share of all, and the first one share of what is left. */
function joined([third, others]: Split, [first, second]: Split): Triple {
  return [others * first, others * second, third];
}

/** A share and what is left of 1, each exact even where the other is next to 1. */
type Split = readonly [number, number];

/** The split where the slope by its first share is 0, or the end that the slope leads to. */
function bestSplit(slopeByShare: (split: Split) => Slope): Split {
  const { status, at } = increasingRoot(
    (odds) => {
      const split = [odds / (1 + odds), 1 / (1 + odds)] as const;
      const { value, derivative } = slopeByShare(split);
      return { value, derivative: derivative * split[1] ** 2 };
    },
    1 / longestOdds,
    longestOdds,
  );
  if (status === "below-bounds") return [0, 1];
  if (status === "above-bounds") return [1, 0];
  return [at / (1 + at), 1 / (1 + at)];
}

function sharesOfRows(rowCount: number, weights: Float64Array | null): Float64Array {
  const all = weights ?? new Float64Array(rowCount).fill(1);
  const total = new CompensatedSum();
  for (const weight of all) total.add(weight);
  return all.map((weight) => weight / total.value);
}
