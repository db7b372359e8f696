import { describe, expect, it } from "vitest";

import type { JudgedRows } from "../../src/reject/judgedRows.ts";
import { ruleOf, type RejectGoal } from "../../src/reject/rejectGoal.ts";
import { tunePerUser } from "../../src/reject/tunePerUser.ts";
import { judged, type Bucket } from "./judged.ts";

/** Rows of several users; null is nobody known. */
function rowsOf(users: readonly (readonly [string | null, readonly Bucket[]])[]): JudgedRows {
  const userIds = users.flatMap(([userId, buckets]) => {
    const count = buckets.reduce((sum, [, right, wrong]) => sum + right + wrong, 0);
    return Array.from({ length: count }, () => userId);
  });
  return judged(
    users.flatMap(([, buckets]) => buckets),
    { userIds },
  );
}
const tune = (rows: JudgedRows, goal: RejectGoal, minRows = 100) => tunePerUser(rows, ruleOf(goal), minRows);

const sure: Bucket = [0.9, 200, 0];
const bad: Bucket = [0.7, 100, 100];
const few: Bucket = [0.8, 60, 0];

describe("tunePerUser", () => {
  const rows = rowsOf([
    ["cid", [bad]],
    ["bob", [sure]],
    ["ann", [few]],
    [null, [few]],
  ]);
  const { common, perUser } = tune(rows, { goal: "risk", maxRisk: 0.1 });

  it("gives a threshold to each user whose own rows certify one, and says why the others have none", () => {
    expect(
      perUser.users.map(({ userId, rows: count, status, threshold }) => [userId, count, status, threshold]),
    ).toEqual([
      ["ann", 60, "too-few-rows", null],
      ["bob", 200, "own", 0],
      ["cid", 200, "not-certified", null],
    ]);
    expect(perUser).toMatchObject({ minRows: 100, own: 1, commonTunedOn: "rest" });
    expect(perUser.users[1]!.guarantee).toMatchObject({ holdsFor: "user", accepted: 200, errors: 0 });
    expect(perUser.users[2]!.guarantee).toBeNull();
  });

  it("tunes the common threshold on everybody else's rows, those of nobody known among them", () => {
    expect(common.curve.total).toBe(320);
    expect([common.threshold, common.certificate!.accepted]).toEqual([0.71, 120]);
  });

  it("says what serves each user, and all together", () => {
    expect(perUser.users.map(({ outcome }) => outcome!.coverage)).toEqual([1, 1, 0]);
    expect(perUser.outcome).toMatchObject({ rows: 520, accepted: 320, risk: 0 });
  });

  it("has no outcome for those whom no threshold serves", () => {
    const { common: none, perUser: some } = tune(
      rowsOf([
        ["bob", [sure]],
        ["cid", [bad]],
      ]),
      { goal: "risk", maxRisk: 0.1 },
    );
    expect(none.threshold).toBeNull();
    expect(some.outcome).toBeNull();
    expect(some.users.map(({ outcome }) => outcome?.coverage ?? null)).toEqual([1, null]);
  });

  it("tunes the common threshold on all rows if everybody has their own", () => {
    const { common: all, perUser: both } = tune(
      rowsOf([
        ["ann", [sure]],
        ["bob", [sure]],
      ]),
      { goal: "risk", maxRisk: 0.1 },
    );
    expect(all.curve.total).toBe(400);
    expect(both).toMatchObject({ own: 2, commonTunedOn: "all", outcome: { rows: 400 } });
  });

  it("is the same as tuning on all rows if nobody has their own", () => {
    const goal = { goal: "risk", maxRisk: 0.3 } as const;
    const { common: all, perUser: nobody } = tune(rows, goal, 1000);
    expect(all.threshold).toBe(ruleOf(goal)(rows).threshold);
    expect(nobody).toMatchObject({ own: 0, commonTunedOn: "all" });
  });

  it("says so where no threshold rejects a share inside the range", () => {
    const { perUser: accuracy } = tune(rowsOf([["bob", [sure]]]), { goal: "accuracy" });
    expect(accuracy.users[0]).toMatchObject({ status: "none-in-range", threshold: null, guarantee: null });
  });

  it("counts weights for the rows a user must have", () => {
    const weighted = { ...rows, weights: rows.confidence.map(() => 2) };
    const { perUser: heavy } = tune(weighted, { goal: "coverage", minCoverage: 0.5 }, 120);
    expect(heavy.users.map(({ status }) => status)).toEqual(["own", "own", "own"]);
  });

  it("needs user ids", () => {
    expect(() => tune(judged([sure]), { goal: "accuracy" })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });
});
