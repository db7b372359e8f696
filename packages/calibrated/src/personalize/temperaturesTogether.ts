import { readLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { reusedMemory } from "../data/reusedMemory.ts";
import { solveTemperature, temperatureBounds, type TemperatureFit } from "../fit/fitTemperature.ts";
import {
  meansOf,
  mostRowsOfSteps,
  numbersOfSeries,
  RowsInMemory,
  seriesOfNumbers,
} from "../fit/temperatureProblem.ts";
import { temperatureSeries } from "../fit/temperatureSeries.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import { mostHeld } from "../numerics/slopeRows.ts";

/** The temperatures of all rows and of some users' rows. */
export interface TemperaturesTogether {
  readonly global: TemperatureFit;
  /** One for each user, in their order. */
  readonly users: readonly TemperatureFit[];
}

/**
 * Fits a temperature on all rows and one on each of some users' rows, where the rows are so many that a sample says about
 * where that of all lies: each user is asked there first, and what all users say together is what all rows say, so that
 * these need no pass of their own.
 *
 * @param counting - the rows that count.
 * @param all - those of the table; `users` says which are whose.
 * @param onFit - told how many users are done.
 * @returns null where no sample says it, or most rows are of nobody among the users: then each is fitted by itself.
 */
export function temperaturesTogether(
  counting: LabelledRows,
  all: LabelledRows,
  users: readonly Uint32Array[],
  onFit: (count: number) => void,
): TemperaturesTogether | null {
  const { rowCount } = counting.block;
  const covered = users.reduce((sum, members) => sum + members.length, 0);
  if (rowCount <= mostRowsOfSteps || 2 * covered < rowCount) return null;
  const whole = new RowsInMemory(counting);
  const [lowest, highest] = temperatureBounds;
  const { at, isClose } = whole.startIn(1 / highest, 1 / lowest);
  if (!isClose || at > mostPlainExponent) return null;
  const fits: TemperatureFit[] = [];
  const memory = reusedMemory();
  function* parts(): Iterable<LabelledRows> {
    for (const members of users) yield readLabelledRows(all, members, memory);
    for (const others of othersThan(users, all)) yield readLabelledRows(all, others, memory);
  }
  const means = meansOf(parts(), (rows) => {
    if (fits.length === users.length) return numbersOfSeries(temperatureSeries(rows, at));
    const problem = new RowsInMemory(rows);
    const series = problem.series(at);
    fits.push(solveTemperature(problem, temperatureBounds, { at, series }));
    onFit(fits.length);
    return numbersOfSeries(series);
  });
  const global = solveTemperature(whole, temperatureBounds, { at, series: seriesOfNumbers(means) });
  return { global, users: fits };
}

/** The rows of weight that are of none of the users, some at a time. */
function* othersThan(users: readonly Uint32Array[], { block, weights }: LabelledRows): Iterable<number[]> {
  const isUsers = new Uint8Array(block.rowCount);
  for (const members of users) for (const row of members) isUsers[row] = 1;
  const most = Math.max(1, Math.floor(mostHeld / block.classCount));
  let others: number[] = [];
  for (let row = 0; row < block.rowCount; row++) {
    if (isUsers[row] === 1 || weights?.[row] === 0) continue;
    others.push(row);
    if (others.length < most) continue;
    yield others;
    others = [];
  }
  if (others.length > 0) yield others;
}
