import { PredictionTable } from "calibrated";
import { expect, test } from "vitest";

import { judgeOnAllRows } from "../allRows.js";
import { globalTemperature, raw } from "../columns.js";

const nobody = {
  versions: {},
  fit: () => Promise.reject(new Error("No Python here.")),
  close: async () => {},
};

test("a user counts as higher also where the mean NLL rises by less than 1", async () => {
  const userIds = ["ann", "ann", "bob", "bob", "cleo", "cleo"];
  const rows = new PredictionTable({
    probabilities: userIds.map(() => [0.5, 0.5]),
    labels: userIds.map(() => 0),
    userIds,
  });
  const half = { name: raw, fit: () => rows.probabilities.data };
  // Ann's rows become worse, Bob's better, Cleo's one of each and better on the whole.
  const changed = [0.4, 0.4, 0.9, 0.9, 0.45, 0.8];
  const other = { name: "other", fit: () => Float64Array.from(changed.flatMap((p) => [p, 1 - p])) };
  const columns = [half, { ...half, name: globalTemperature }, other];
  const table = { name: "three users", fit: rows, test: rows };
  const judged = await judgeOnAllRows(table, columns, { peers: nobody, draws: 20, log: () => {} });
  expect(judged).toMatchObject({
    users: 3,
    columns: { [raw]: { usersHigher: 0 }, other: { usersHigher: 1 } },
  });
});
