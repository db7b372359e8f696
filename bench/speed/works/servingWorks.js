import { call, fitCommand, ours, peerOf, savedModel } from "./work.js";

/** @import { Sizes } from "../sizes.js" */
/** @import { Work } from "./work.js" */

/**
 * @param {Sizes} sizes
 * @returns {Work[]}
 */
export function servingWorks({ rows }) {
  const fitted = ["8-classes", String(rows / 10), "8"];
  const one = peerOf("one_row.py", { relative: 1e-6 });
  return [
    {
      ...call(
        "one-row-temperature",
        "one row of 8 classes through a store of 1,000 users, temperature",
        ours("oneRow", fitted, "temperature"),
        [one("scikit-learn, one row", [...fitted, "temperature"], 75)],
      ),
      limit: 1e-3,
    },
    call(
      "one-row-isotonic",
      "one row of 8 classes through a store of 1,000 users, isotonic",
      ours("oneRow", fitted, "isotonic"),
      [one("scikit-learn, one row", [...fitted, "isotonic"])],
    ),
    { ...call("import-apply", "import of `calibrated/apply`", ours("importApply", []), []), limit: 5 },
    {
      ...call("cold-start", "from nothing to the first calibrated row", ours("firstRow", []), [
        peerOf("first_row.py", { relative: 1e-6 })("Python with scikit-learn", [], 4),
      ]),
      data: ["table"],
      measured: "process",
      prepare: [fitCommand("temperature"), savedModel(rows)],
    },
  ];
}
