import type { FlagParametersForType } from "@stricli/core";

import type { Context } from "../context.ts";

/** The flags of every command that reads a table. */
export interface TableFlags {
  readonly probPrefix: string | undefined;
  readonly logitPrefix: string | undefined;
  readonly label: string | undefined;
  readonly user: string | undefined;
  readonly time: string | undefined;
  readonly weight: string | undefined;
  readonly where: string | undefined;
  readonly rowSums: "strict" | "normalize";
  readonly inputFormat: "csv" | "tsv" | "jsonl" | "parquet" | undefined;
}

const text = String;

export const tableFlags: FlagParametersForType<TableFlags, Context> = {
  probPrefix: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "prefix",
    brief: 'Probability columns are <prefix><class> (default "p_")',
  },
  logitPrefix: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "prefix",
    brief: "Read logits, any finite numbers, from the columns <prefix><class> instead of probabilities",
  },
  label: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "name",
    brief: 'Column of the true class (default "label")',
  },
  user: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "name",
    brief: 'Column of the user (default "user_id", if there is one; "" for none)',
  },
  time: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "name",
    brief: 'Column of the time, ISO-8601 or a timestamp (default "timestamp", if there is one; "" for none)',
  },
  weight: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "name",
    brief: "Column of the weights (default: every row counts once)",
  },
  where: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "condition",
    brief: "Use only the rows for which this SQL condition holds",
  },
  rowSums: {
    kind: "enum",
    values: ["strict", "normalize"],
    default: "strict",
    brief: "Refuse rows whose sum is not 1 within 0.001, or divide every row by its sum",
  },
  inputFormat: {
    kind: "enum",
    values: ["csv", "tsv", "jsonl", "parquet"],
    optional: true,
    brief: "Format of the tables, where the extension does not say it (standard input: csv)",
  },
};

/** The positional arguments of every command that reads a table. */
export const tableArguments = {
  kind: "array",
  minimum: 1,
  parameter: { brief: "Files or globs; - is standard input", placeholder: "table", parse: text },
} as const;

export const jsonFlag = {
  kind: "boolean",
  default: false,
  withNegated: false,
  brief: "Print one JSON document on standard output",
} as const;
