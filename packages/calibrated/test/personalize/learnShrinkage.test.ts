import { expect, it } from "vitest";

import { chooseShrinkage } from "../../src/personalize/chooseShrinkage.ts";
import { learnShrinkage } from "../../src/personalize/learnShrinkage.ts";
import type { HeldOutUser } from "../../src/personalize/pooledProblem.ts";
import type { UserMembers } from "../../src/personalize/userRows.ts";

const membersOf = (count: number): UserMembers[] =>
  Array.from({ length: count }, (_, i) => ({ userId: `user ${i}`, rows: [i] }));

/** A user whose rows ask to be held by 30. */
const heldOut = ({ rows }: UserMembers): HeldOutUser => ({
  weights: [1, 1],
  nlls: ({ slopePrecision }) => {
    const distance = Math.min(Math.abs(Math.log(slopePrecision / 30)), 5);
    return Float64Array.of(distance + rows[0]! / 1e6, distance);
  },
});

it("learnShrinkage learns from all of few users", () => {
  const users = membersOf(40);
  const found = learnShrinkage(users, 400, heldOut, "temperature");
  expect(found).toEqual(chooseShrinkage(users.map(heldOut), "temperature").shrinkage);
  expect(found.slopePrecision).toBe(30);
});

it.each([
  [10_000, 5_000_000, 300],
  [10_000, 300_000, 1000],
  [100_000, 200_000, 2000],
])("learnShrinkage of %d users with %d rows asks %d of them, from first to last", (count, rowCount, some) => {
  const asked: number[] = [];
  const noting = (user: UserMembers): HeldOutUser => {
    asked.push(user.rows[0]!);
    return heldOut(user);
  };
  learnShrinkage(membersOf(count), rowCount, noting, "temperature");
  expect(asked).toHaveLength(some);
  expect(asked).toEqual(Array.from({ length: some }, (_, i) => Math.floor((i * count) / some)));
});
