import type { Split } from "./split.ts";

/** A column with few different values. */
export interface Grouping {
  readonly column: string;
  readonly values: readonly { readonly value: string; readonly rows: number }[];
}

const splitNames = /^(?:split|set|subset|fold|part|partition|data_?set)$/i;
const fitNames = /^(?:fit|cal|calib|calibrate|calibration|val|valid|validation|dev|tune)$/i;
const judgeNames = /^(?:test|judge|eval|evaluate|evaluation|hold_?out)$/i;
/** The share of the rows that a cut in time leaves to fit on. */
const fitShare = 2 / 3;
const dayLength = 86_400_000;

/** The split that the columns suggest: one made by somebody, else the later days for judging, else none. */
export function guessSplit(groupings: readonly Grouping[], times: Float64Array | null): Split {
  const byName = groupings.find(({ column }) => splitNames.test(column)) ?? groupings.find(hasBothNames);
  if (byName !== undefined && byName.values.length > 1) return splitOfColumn(byName);
  return (times && splitOfTimes(times)) ?? { by: "none" };
}

/** The values to fit and to judge on that the values' names suggest. */
export function splitOfColumn({ column, values }: Grouping): Split {
  const names = values.map(({ value }) => value);
  const judge = names.find((name) => judgeNames.test(name)) ?? names.at(-1)!;
  const fit = names.find((name) => fitNames.test(name)) ?? names.find((name) => name !== judge)!;
  return { by: "column", column, fit, judge: judge === fit ? names.find((name) => name !== fit)! : judge };
}

function hasBothNames({ values }: Grouping): boolean {
  const has = (names: RegExp): boolean => values.some(({ value }) => names.test(value));
  return has(fitNames) && has(judgeNames);
}

/** A cut at midnight UTC; null where all rows are of one day. */
function splitOfTimes(times: Float64Array): Split | null {
  const known = times.filter((time) => !Number.isNaN(time)).sort();
  if (known.length === 0) return null;
  const day = (time: number): number => Math.floor(time / dayLength);
  const first = day(known[0]!);
  const last = day(known.at(-1)!);
  if (first === last) return null;
  const wanted = day(known[Math.floor(known.length * fitShare)]!);
  return { by: "time", cut: Math.min(Math.max(wanted, first + 1), last) * dayLength };
}
