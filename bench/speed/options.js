import { parseArgs } from "node:util";

const usage = `npm run bench -- [options]

  --out <folder>       where benchmarks.md and benchmarks.json go, default docs
  --only <a,b>         only works whose names begin with one of these
  --processes <n>      new processes of each side, default 5, or 3 with --quick
  --quick              a tenth of the rows and users
  --no-python          only what is measured without the Python packages
`;

/** @param {string[]} args */
export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string", default: "docs" },
      only: { type: "string" },
      processes: { type: "string" },
      quick: { type: "boolean", default: false },
      "no-python": { type: "boolean", default: false },
    },
  });
  if (positionals.length > 0)
    throw new Error(`Expected options only, but found ${positionals[0]}.\n\n${usage}`);
  const { out, only, processes, quick } = values;
  return {
    out,
    only: only?.split(",") ?? null,
    processes: processesOf(processes ?? (quick ? "3" : "5")),
    quick,
    python: !values["no-python"],
    /** What was asked for, without the places, which are others on another machine. */
    command: [
      "npm run bench",
      ...([only, processes, quick, values["no-python"]].some(Boolean) ? ["--"] : []),
      ...(only === undefined ? [] : [`--only ${only}`]),
      ...(processes === undefined ? [] : [`--processes ${processes}`]),
      ...(quick ? ["--quick"] : []),
      ...(values["no-python"] ? ["--no-python"] : []),
    ].join(" "),
  };
}

/**
 * Those whose names begin with one of the wanted.
 *
 * @template {{ name: string }} Named
 * @param {Named[]} all
 * @param {string[] | null} only - null for all
 */
export function chosen(all, only) {
  return all.filter(({ name }) => only === null || only.some((wanted) => name.startsWith(wanted)));
}

/**
 * @param {{ name: string }[]} all
 * @param {string[] | null} only
 */
export function checkOnly(all, only) {
  const unknown = only?.find((wanted) => chosen(all, [wanted]).length === 0);
  if (unknown === undefined) return;
  const names = all.map(({ name }) => name).join(", ");
  throw new Error(`Expected --only to name some of ${names}, but found ${unknown}.`);
}

/** @param {string} text */
function processesOf(text) {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`Expected --processes to be a whole number above 0, but found ${JSON.stringify(text)}.`);
}
