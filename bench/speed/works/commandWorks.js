import { call, command, fitCommand, ours, savedModel, shape } from "./work.js";

/** @import { Sizes } from "../sizes.js" */
/** @import { Against, Side, Work } from "./work.js" */

/**
 * @param {Sizes} sizes
 * @returns {Work[]}
 */
export function commandWorks({ rows }) {
  const title = (/** @type {string} */ what) => `\`calibrated ${what}\`, ${shape(rows, 10)} of Parquet`;
  const first = ["table", "1000", "10"];
  const work = (
    /** @type {string} */ name,
    /** @type {string} */ what,
    /** @type {Side} */ side,
    /** @type {Against} */ against,
  ) => ({ ...call(name, title(what), side, [against]), data: ["table"], command: true });
  const fits = /** @type {const} */ (["temperature", "isotonic"]).map((method) =>
    work(
      `command-fit-${method}`,
      `fit --method ${method}`,
      { ...fitCommand(method), result: ours("storePredictions", [`${method}.store`, ...first]) },
      script(`fit-${method}`, {
        target: 3,
        memoryTarget: 2,
        allowed: { absolute: method === "temperature" ? 1e-6 : 1e-12 },
        result: { file: "peers/model_predictions.py", args: [`${method}.model`, ...first] },
      }),
    ),
  );
  const apply = work(
    "command-apply",
    "apply",
    {
      ...command("apply table.parquet --store temperature.store --threshold 0.6 --out ours.parquet"),
      result: ours("tableProbabilities", ["ours.parquet"]),
    },
    script("apply", {
      target: 3,
      memoryTarget: 2,
      allowed: { absolute: 1e-6 },
      result: ours("tableProbabilities", ["theirs.parquet"]),
    }),
  );
  const evaluate = work(
    "command-evaluate",
    "evaluate --intervals none",
    {
      ...command("evaluate table.parquet --store temperature.store --intervals none --json"),
      output: "ours.scores",
      result: ours("printedScores", ["ours.scores"]),
    },
    script("evaluate", {
      allowed: { absolute: 1e-6 },
      output: "theirs.scores",
      result: ours("printedScores", ["theirs.scores"]),
    }),
  );
  const prepare = [fitCommand("temperature"), savedModel(rows)];
  return [...fits, apply, evaluate].map((one) => ({ ...one, measured: "process", prepare }));
}

/**
 * @param {string} work
 * @param {Partial<Against>} more
 * @returns {Against}
 */
function script(work, more) {
  return { name: "pandas and scikit-learn", file: "peers/table_script.py", args: [work], ...more };
}
