import { compareCodePoints } from "../data/compareCodePoints.ts";
import { timeFolds } from "../data/folds.ts";
import type { MemberFolds } from "../data/memberFolds.ts";
import { readLabelledRows } from "../data/labelledRows.ts";
import { utcDay } from "../data/utcDay.ts";
import { foldCount } from "./groupedFolds.ts";
import { sumOf } from "../numerics/sumOf.ts";
import { readBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import { givenWeights, type PopulationRows } from "./populationRows.ts";

/** One user's rows with their folds. */
export interface UserRows extends UserMembers {
  readonly block: RowBlock;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly totalWeight: number;
  readonly folds: MemberFolds;
}

/** Whose rows are which. */
export interface UserMembers {
  readonly userId: string;
  /** Where they stand among the population's. */
  readonly rows: Uint32Array | readonly number[];
}

/** Every user but nobody, sorted by user id. */
export function usersOf({ byUser }: PopulationRows): UserMembers[] {
  return [...byUser]
    .flatMap(([userId, rows]) => (userId === null ? [] : [{ userId, rows }]))
    .sort((a, b) => compareCodePoints(a.userId, b.userId));
}

/**
 * The UTC days of times, if there are several: the rows of a day are more alike than those of a user, and a fold that shares a
 * day with the others would promise too much.
 */
function wholeDays(times: Float64Array): Float64Array {
  const days = times.map(utcDay);
  return days.some((day) => day !== days[0]) ? days : times;
}

/**
 * One user's rows, to read only. Of a million users one at a time.
 *
 * @param memory - gives that of their probabilities where they are no neighbours; by default new.
 */
export function userRows(
  population: PopulationRows,
  { userId, rows }: UserMembers,
  memory?: (length: number) => Float64Array,
): UserRows {
  const { block, labels, times } = population;
  const own = readLabelledRows({ block, labels, weights: givenWeights(population) }, rows, memory);
  const weights = own.weights ?? new Float64Array(rows.length).fill(1);
  const ownTimes = times && readBlock({ values: times, rowCount: times.length, classCount: 1 }, rows).values;
  const folds = timeFolds(own, ownTimes && wholeDays(ownTimes), foldCount);
  return { userId, rows, block: own.block, labels: own.labels, weights, totalWeight: sumOf(weights), folds };
}
