import { PredictionTable } from "calibrated";
import { expect, test } from "vitest";

import { globalTemperature, raw } from "../columns.js";
import { judgeOnFewRows } from "../fewRows.js";

const nobody = {
  versions: {},
  fit: () => Promise.reject(new Error("No Python here.")),
  close: async () => {},
};

function tableOf(userIds: readonly string[]): PredictionTable {
  return new PredictionTable({
    probabilities: userIds.map(() => [0.5, 0.5]),
    labels: userIds.map(() => 0),
    userIds,
  });
}

/** A column that says 0.25 or 1 for the label of each row, by its user. */
function certainOf(name: string, certain: readonly string[]) {
  const fit = ({ test: { userIds } }: { test: PredictionTable }) =>
    Float64Array.from(userIds!.flatMap((userId) => (certain.includes(userId!) ? [1, 0] : [0.25, 0.75])));
  return { name, fit };
}

test("users with enough fit rows are judged alike, however many test rows they have", async () => {
  const table = {
    name: "three users",
    fit: tableOf(["ann", "ann", "bob", "bob", "cleo"]),
    test: tableOf(["ann", "bob", "bob", "bob", "cleo"]),
  };
  const half = { name: raw, fit: () => table.test.probabilities.data };
  const columns = [half, { ...half, name: globalTemperature }, certainOf("half of them", ["ann"])];
  const run = { peers: nobody, sizes: [2, 3], seeds: 4, log: () => {} };
  const [judged, ...others] = await judgeOnFewRows(table, columns, run);
  expect(others).toEqual([]);
  expect(judged).toMatchObject({ table: "three users", rowsPerUser: 2, users: 2, seeds: 4 });
  // Ann gains ln 2, from 1/2 to 1; Bob loses ln 2, from 1/2 to 1/4.
  const none = { worseThanRaw: 0, worseThanGlobal: 0, gainOverRaw: 0, gainOverGlobal: 0 };
  expect(judged.columns[raw]).toEqual({ ...none, deviations: none });
  expect(judged.columns["half of them"]).toMatchObject({ worseThanRaw: 0.5, worseThanGlobal: 0.5 });
  expect(judged.columns["half of them"].gainOverRaw).toBeCloseTo(0, 15);
});

test("what a column throws ends the run", async () => {
  const table = { name: "one user", fit: tableOf(["ann"]), test: tableOf(["ann"]) };
  const column = { name: "broken", fit: () => Promise.reject(new Error("Unknown calibration method")) };
  const run = { peers: nobody, sizes: [1], seeds: 1, log: () => {} };
  await expect(judgeOnFewRows(table, [column], run)).rejects.toThrow("Unknown calibration method");
});
