import { expect, it } from "vitest";

import { addGroups, groupTotals } from "../../src/numerics/groupTotals.ts";
import { resample } from "../../src/numerics/resample.ts";
import { resampledTotals } from "../../src/numerics/resampledTotals.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

it.each([0, 1, 4, 11])("gives the totals of each of %i draws to the bit", (replicates) => {
  const [groups, width] = [7, 5];
  const random = seededRandom(3);
  const dense = Float64Array.from({ length: groups * width }, (_, i) =>
    i % 3 === 0 ? 0 : random.share() - 0.5,
  );
  const totals = groupTotals(dense, groups, width);

  const one = seededRandom(8);
  const expected = Array.from({ length: replicates }, () => {
    const sums = new Float64Array(width);
    addGroups(totals, resample(new Uint16Array(groups), one), sums);
    return sums;
  });
  const found = Array.from(resampledTotals(totals, replicates, seededRandom(8)), (sums) => sums.slice());
  expect(found).toEqual(expected);
});
