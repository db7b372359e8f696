import { addGroups, type GroupTotals } from "./groupTotals.ts";
import { resample } from "./resample.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** So many resamples are added up at once, so that each number is read once for all of them. */
const atOnce = 4;

/**
 * The totals of one resample of the groups after the other: each is what {@link addGroups} gives for what
 * {@link resample} draws, to the bit, in memory that the next one overwrites.
 */
export function* resampledTotals(
  totals: GroupTotals,
  replicates: number,
  random: SeededRandom,
): Generator<Float64Array, void> {
  const draws = Array.from({ length: atOnce }, () => new Uint16Array(totals.groups));
  const sums = new Float64Array(totals.width);
  const sumsOfAll = new Float64Array(atOnce * totals.width);
  let done = 0;
  for (; done + atOnce <= replicates; done += atOnce) {
    for (const counts of draws) resample(counts, random);
    addDraws(totals, draws, sumsOfAll);
    for (let draw = 0; draw < atOnce; draw++) {
      for (let column = 0; column < sums.length; column++) sums[column] = sumsOfAll[atOnce * column + draw]!;
      yield sums;
    }
  }
  for (; done < replicates; done++) {
    addGroups(totals, resample(draws[0]!, random), sums);
    yield sums;
  }
}

/** @param out - the four totals of the first column, of the second, and so on. */
function addDraws(
  { groups, starts, columns, values }: GroupTotals,
  draws: readonly Uint16Array[],
  out: Float64Array,
): void {
  const [first, second, third, fourth] = draws as [Uint16Array, Uint16Array, Uint16Array, Uint16Array];
  out.fill(0);
  for (let group = 0; group < groups; group++) {
    const [a, b, c, d] = [first[group]!, second[group]!, third[group]!, fourth[group]!];
    const end = starts[group + 1]!;
    for (let at = starts[group]!; at < end; at++) {
      const value = values[at]!;
      const place = atOnce * columns[at]!;
      out[place]! += a * value;
      out[place + 1]! += b * value;
      out[place + 2]! += c * value;
      out[place + 3]! += d * value;
    }
  }
}
