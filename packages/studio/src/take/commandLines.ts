import { classColumns, type ColumnMapping } from "../read/columnMapping.ts";
import type { Split } from "../split/split.ts";
import type { FitOptions } from "../fitOptions.ts";
import { reservedWords } from "./reservedWords.ts";

/** What the studio did, as far as the command line would be told of it. */
export interface Done {
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  readonly split: Split;
  readonly options: FitOptions;
  readonly threshold: number | null;
  /** The risk that the threshold was found for; null if somebody set it. */
  readonly maxRisk: number | null;
}

/** The commands that do the same. */
export function commandLines(done: Done): string[] {
  const { fileName, columns, mapping, options, threshold, maxRisk } = done;
  const table = shellText(fileName.startsWith("-") ? `./${fileName}` : fileName);
  const reading = readingFlags(columns, mapping);
  const { fit, judge } = wheres(done);
  const where = (condition: string | null): string[] =>
    condition === null ? [] : [`--where ${shellText(condition)}`];
  const decided = threshold === null ? [] : [`--threshold ${threshold}`];
  const found = maxRisk === null ? decided : [`--max-risk ${maxRisk}`];
  const store = "--store store";
  const line = (command: string, ...parts: string[]): string =>
    ["calibrated", command, table, ...parts].join(" ");
  const tuned = ["--goal risk", ...found];
  return [
    line("fit", ...where(fit), ...reading, ...fitFlags(options), "--out store"),
    ...(maxRisk === null ? [] : [line("tune-reject", ...where(judge), ...reading, store, ...tuned)]),
    line("evaluate", ...where(judge), ...reading, store, ...decided),
    line("report", ...where(judge), ...reading, store, ...found, "--out report.html"),
    line("apply", ...reading.filter(isOfApply), store, ...decided, "--out calibrated.csv"),
  ];
}

/** The condition that chooses the judged rows; null where all are. */
export function judgedWhere(done: Done): string | null {
  return wheres(done).judge;
}

/** The label, time and weight of a row do not matter to `apply`. */
function isOfApply(flag: string): boolean {
  return !/^--(?:label|time|weight) /.test(flag);
}

function wheres({ columns, mapping, split }: Done): Record<"fit" | "judge", string | null> {
  const labelled = mapping.skipsUnlabelled ? [labelCondition(columns, mapping)] : [];
  const { fit, judge } = conditionsOf(split, columns, mapping);
  const all = (part: string[]): string | null => [...part, ...labelled].join(" AND ") || null;
  return { fit: all(fit), judge: all(judge) };
}

function conditionsOf(
  split: Split,
  columns: readonly string[],
  { time }: ColumnMapping,
): { readonly fit: string[]; readonly judge: string[] } {
  if (split.by === "none") return { fit: [], judge: [] };
  if (split.by === "column") {
    const is = (value: string): string[] => [`${sqlName(split.column)} = ${sqlText(value)}`];
    return { fit: is(split.fit), judge: is(split.judge) };
  }
  const column = sqlName(columns[time!]!);
  const cut = sqlText(new Date(split.cut).toISOString());
  return { fit: [`${column} < ${cut}`], judge: [`${column} >= ${cut}`] };
}

function labelCondition(columns: readonly string[], { prefix, label }: ColumnMapping): string {
  const names = classColumns(columns, prefix).map(({ name }) => sqlText(name));
  return `${sqlName(columns[label!]!)} IN (${names.join(", ")})`;
}

function readingFlags(columns: readonly string[], mapping: ColumnMapping): string[] {
  const { kind, prefix, rowSums } = mapping;
  const flags: string[] = [];
  if (kind === "logits") flags.push(`--logit-prefix ${shellText(prefix)}`);
  else if (prefix !== "p_") flags.push(`--prob-prefix ${shellText(prefix)}`);
  const defaults = { label: "label", user: "user_id", time: "timestamp", weight: null } as const;
  for (const role of ["label", "user", "time", "weight"] as const) {
    const place = mapping[role];
    if (place !== null && columns[place] !== defaults[role])
      flags.push(`--${role} ${shellText(columns[place]!)}`);
  }
  if (rowSums === "normalize") flags.push("--row-sums normalize");
  return flags;
}

function fitFlags({ method, personalization, minWindows, minDays, minLabels }: FitOptions): string[] {
  const flags = [`--method ${method}`];
  if (method === "auto" || personalization !== "eligible") flags.push(`--personalization ${personalization}`);
  const least = {
    "--min-windows": [minWindows, 200],
    "--min-days": [minDays, 3],
    "--min-labels": [minLabels, 3],
  };
  for (const [flag, [value, usual]] of Object.entries(least)) {
    if (personalization === "eligible" && value !== usual) flags.push(`${flag} ${value}`);
  }
  return flags;
}

/** A word of a shell's command line; quoted where it has to be, in the way that is easier to read. */
function shellText(text: string): string {
  if (/^[\w./:@%+=,-]+$/.test(text)) return text;
  const isLiteral = !/["$`\\!]/.test(text);
  return isLiteral && text.includes("'") ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function sqlName(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
