import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { TemperatureLikelihood } from "../../src/personalize/temperatureLikelihood.ts";
import { areAskedOnce, UserLikelihoods } from "../../src/personalize/userLikelihoods.ts";
import { userRows, usersOf } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const like = { classCount: 3, temperature: 2, slopeDeviation: 0.2, biasDeviation: 0, seed: 5 };

/** Users who take turns, so that each one's rows have to be gathered. */
function usersOfTurns(rowsPerUser: number): ReturnType<typeof populationRows> {
  const users = 4;
  const { table } = syntheticUsers({ ...like, users, rowsPerUser });
  const order = table.labels.map((_, i) => (i % users) * rowsPerUser + Math.floor(i / users));
  return populationRows(
    new PredictionTable({
      probabilities: order.map((i) => table.probabilities[i]!),
      labels: order.map((i) => table.labels[i]!),
      userIds: order.map((i) => table.userIds[i]!),
    }),
  );
}

const pull = { centre: 0.5, precision: 10 };

describe("UserLikelihoods", () => {
  const rows = usersOfTurns(200);
  const users = usersOf(rows);

  it("keeps what a user's rows said when another one's have their memory", () => {
    const likelihoods = new UserLikelihoods(rows);
    const series = users.map((user) => likelihoods.seriesAt(user, 0.5, pull)!);
    for (const [i, user] of users.entries()) {
      const alone = new TemperatureLikelihood(() => userRows(rows, user));
      const { nll, rawNll, terms } = alone.seriesAt(0.5);
      expect(series[i]).toEqual({ nll, rawNll, terms });
      const kept = likelihoods.of(user);
      expect(likelihoods.of(user)).toBe(kept);
      for (const { centre, precision } of [pull, { centre: 0.7, precision: 1 }]) {
        const found = kept.fit({ centre, precision }, 2)!;
        expect(Math.abs(found / alone.fit({ centre, precision }, 2)! - 1)).toBeLessThan(1e-12);
        expect(Math.abs(kept.nll(2, found) - alone.nll(2, found))).toBeLessThan(1e-8);
      }
    }
  });

  it("holds the rows of users who are asked in turn", () => {
    const likelihoods = new UserLikelihoods(rows);
    const held = users.map((user) => likelihoods.held(user));
    expect(likelihoods.held(users[1]!)).toBe(held[1]);
    expect(likelihoods.of(users[1]!)).toBe(held[1]);
    for (const b of [0.3, 2]) {
      for (const [i, user] of users.entries()) {
        expect(held[i]!.nll(0, b)).toBe(new TemperatureLikelihood(() => userRows(rows, user)).nll(0, b));
      }
    }
  });

  it("keeps nothing of few rows, which are asked each time", () => {
    const few = usersOfTurns(99);
    const [user] = usersOf(few);
    const likelihoods = new UserLikelihoods(few);
    expect(likelihoods.seriesAt(user!, 0.5, pull)).toBe(null);
    expect(likelihoods.of(user!)).not.toBe(likelihoods.of(user!));
  });
});

it("areAskedOnce of enough rows a user, and not too many users", () => {
  expect(areAskedOnce(1000, 100_000)).toBe(true);
  expect(areAskedOnce(1000, 99_999)).toBe(false);
  expect(areAskedOnce(50_001, 1e9)).toBe(false);
});
