import { CalibrationError } from "calibrated";

import type { TableFlags } from "../commands/tableFlags.ts";
import { didYouMean, listed, UsageError } from "../usageError.ts";
import { filesInWords } from "./tableFiles.ts";
import { findColumn, type SourceColumn, type TableSource } from "./tableSource.ts";

/** Which columns of a table hold what. */
export interface PredictionColumnsOfTable {
  /** The classes in the order wanted, each with the column of its probability or logit. */
  readonly classes: readonly { readonly name: string; readonly column: SourceColumn }[];
  readonly kind: "probabilities" | "logits";
  readonly label: SourceColumn | null;
  readonly user: SourceColumn | null;
  readonly time: SourceColumn | null;
  readonly weight: SourceColumn | null;
}

export type ColumnFlags = Partial<
  Pick<TableFlags, "probPrefix" | "logitPrefix" | "label" | "user" | "time" | "weight">
>;

/**
 * Finds the columns of predictions by their names; null for one that is not there.
 *
 * @param wanted - the columns the command needs beside probabilities and users; others are not looked at.
 */
export function findPredictionColumns(
  source: TableSource,
  flags: ColumnFlags,
  wanted: readonly ("label" | "time" | "weight")[],
): PredictionColumnsOfTable {
  if (flags.probPrefix !== undefined && flags.logitPrefix !== undefined) {
    throw new UsageError("Expected --prob-prefix or --logit-prefix, but found both.");
  }
  const kind = flags.logitPrefix === undefined ? "probabilities" : "logits";
  const prefix = flags.logitPrefix ?? flags.probPrefix ?? "p_";
  const classes = source.columns
    .filter(({ name }) => name.startsWith(prefix) && name.length > prefix.length)
    .map((column) => ({ name: column.name.slice(prefix.length), column }));
  if (classes.length === 0) throw noProbabilities(source, prefix, kind, flags);
  const named = (name: string | undefined, fallback: string): SourceColumn | null =>
    findColumn(source, name ?? fallback, name !== undefined);
  const ifAny = (name: string | undefined, fallback: string): SourceColumn | null =>
    name === "" ? null : named(name, fallback);
  const wants = (column: "label" | "time" | "weight"): boolean => wanted.includes(column);
  return {
    classes,
    kind,
    label: wants("label") ? named(flags.label, "label") : null,
    user: ifAny(flags.user, "user_id"),
    time: wants("time") ? timeColumn(ifAny(flags.time, "timestamp"), source) : null,
    weight: wants("weight") && flags.weight !== undefined ? findColumn(source, flags.weight, true) : null,
  };
}

/** Whether the calibrated probabilities take the place of the columns that were read: those are, or are named as, theirs. */
export function areReplaced({ kind, classes }: PredictionColumnsOfTable): boolean {
  return kind === "probabilities" || classes.every(({ name, column }) => column.name === `p_${name}`);
}

/** The label column, which fitting and evaluating cannot do without. */
export function requireLabels(source: TableSource, columns: PredictionColumnsOfTable): void {
  if (columns.label !== null) return;
  const names = source.columns.map(({ name }) => name);
  throw new CalibrationError("missing-column", {
    problem: "Cannot use the table",
    expected: 'a column "label" with the true class of each row',
    found: `the columns ${listed(names)}`,
    file: filesInWords(source.files),
    hint: `Name it with --label.${didYouMean("label", names)}`,
  });
}

/** Puts the classes into the order of a store, or of a policy; a class more or fewer is an error that names it. */
export function inOrderOf(
  columns: PredictionColumnsOfTable,
  classes: readonly string[],
  whose: "store" | "policy" = "store",
): PredictionColumnsOfTable {
  const byName = new Map(columns.classes.map((one) => [one.name, one]));
  const missing = classes.filter((name) => !byName.has(name));
  const extra = columns.classes.map(({ name }) => name).filter((name) => !classes.includes(name));
  if (missing.length > 0 || extra.length > 0) {
    const parts = [
      ...(missing.length > 0 ? [`no column for ${inQuotes(missing)}`] : []),
      ...(extra.length > 0 ? [`columns for ${inQuotes(extra)}, which it does not know`] : []),
    ];
    throw new CalibrationError("wrong-class-count", {
      problem: `The table and the ${whose} have different classes`,
      expected: `the classes of the ${whose}: ${inQuotes(classes)}`,
      found: parts.join(", and "),
      ...(extra.length > 0
        ? { hint: "If a column is no probability, tell them apart with --prob-prefix." }
        : {}),
    });
  }
  return { ...columns, classes: classes.map((name) => byName.get(name)!) };
}

function inQuotes(names: readonly string[]): string {
  return listed(names.map((name) => JSON.stringify(name)));
}

function timeColumn(column: SourceColumn | null, { files }: TableSource): SourceColumn | null {
  // Texts are looked at row by row.
  if (column === null || files.format !== "parquet" || /^(?:VARCHAR|DATE|TIMESTAMP.*)$/.test(column.type))
    return column;
  throw new CalibrationError("invalid-timestamp", {
    problem: `Cannot read times from the column "${column.name}"`,
    expected: "ISO-8601 texts or a timestamp type",
    found: column.type,
    file: filesInWords(files),
    hint: 'Name another column with --time, or none with --time "".',
  });
}

function noProbabilities(
  source: TableSource,
  prefix: string,
  kind: "probabilities" | "logits",
  flags: ColumnFlags,
): Error {
  const names = source.columns.map(({ name }) => name);
  const message = `expected columns "${prefix}<class>" with ${kind}, but found the columns ${listed(names)}.`;
  if (flags.probPrefix !== undefined || flags.logitPrefix !== undefined) {
    return new UsageError(`No column starts with that prefix: ${message}`);
  }
  return new CalibrationError("missing-column", {
    problem: "Cannot use the table",
    expected: `columns "${prefix}<class>" with the probability of each class`,
    found: `the columns ${listed(names)}`,
    file: filesInWords(source.files),
    hint: "Name their prefix with --prob-prefix, or with --logit-prefix if they are logits.",
  });
}
