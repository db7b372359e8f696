import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

const usage = `npm run bench:quality -- <folder of tables> [options]

  --out <folder>       where quality.md and quality.json go, default docs
  --tables <a,b>       only these tables
  --skip <a;b>         leave these columns out
  --again <a;b>        only these columns; the others are those of the quality.json that is there
  --sizes <n,n>        fit rows per user, default 10,20,25,50,100,200,500
  --seeds <n>          random subsets of each user's rows, default 20
  --quick              3 seeds, 10, 50 and 200 rows, Python packages on all rows only
  --no-python          without the Python packages
  --jobs <n>           tables at a time, default one per CPU
`;

/** @param {string[]} args */
export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string", default: "docs" },
      tables: { type: "string" },
      skip: { type: "string", default: "" },
      again: { type: "string", default: "" },
      sizes: { type: "string" },
      seeds: { type: "string" },
      quick: { type: "boolean", default: false },
      jobs: { type: "string" },
      "no-python": { type: "boolean", default: false },
    },
  });
  if (positionals.length !== 1) throw new Error(`Expected one folder of tables.\n\n${usage}`);
  const { quick } = values;
  const seeds = wholeNumber("seeds", values.seeds ?? (quick ? "3" : "20"));
  return {
    folder: positionals[0],
    out: values.out,
    tables: values.tables?.split(",") ?? null,
    skip: namesIn(values.skip),
    again: namesIn(values.again),
    python: !values["no-python"],
    sizes: (values.sizes ?? (quick ? "10,50,200" : "10,20,25,50,100,200,500"))
      .split(",")
      .map((size) => wholeNumber("sizes", size)),
    seeds,
    jobs: wholeNumber("jobs", values.jobs ?? String(availableParallelism())),
    peersOnFewRows: !quick,
    /** What was asked for, without the places, which are others on another machine. */
    command: ["npm run bench:quality -- <folder of tables>", ...flagsOf(values)].join(" "),
  };
}

/** @param {string} list */
function namesIn(list) {
  return list.split(";").filter((name) => name !== "");
}

/** @param {Record<string, string | boolean | undefined>} values */
function flagsOf(values) {
  return Object.entries(values)
    .filter(
      ([name, value]) =>
        name !== "out" && name !== "jobs" && value !== undefined && value !== false && value !== "",
    )
    .map(([name, value]) => (value === true ? `--${name}` : `--${name} "${value}"`));
}

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`Expected --${name} to be a whole number, but found ${JSON.stringify(text)}.`);
}
