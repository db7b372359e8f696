/** Which columns of a table hold what, by their places. */
export interface ColumnMapping {
  readonly kind: "probabilities" | "logits";
  /** Columns whose names start so hold the probability, or logit, of the class that the rest of the name says. */
  readonly prefix: string;
  readonly label: number | null;
  readonly user: number | null;
  readonly time: number | null;
  readonly weight: number | null;
  /** Whether rows that do not sum to 1 are refused, or divided by their sum. */
  readonly rowSums: "strict" | "normalize";
  /** Whether rows whose label is none of the classes are left out, and not refused. */
  readonly skipsUnlabelled: boolean;
}

/** The mapping that the names of the columns suggest, which is the command line's. */
export function guessMapping(columns: readonly string[]): ColumnMapping {
  const named = (name: string): number | null => {
    const place = columns.indexOf(name);
    return place === -1 ? null : place;
  };
  return {
    kind: "probabilities",
    prefix: "p_",
    label: named("label"),
    user: named("user_id"),
    time: named("timestamp"),
    weight: null,
    rowSums: "strict",
    skipsUnlabelled: false,
  };
}

/** A class and the column of its probability or logit. */
export interface ClassColumn {
  readonly name: string;
  readonly column: number;
}

export function classColumns(columns: readonly string[], prefix: string): ClassColumn[] {
  return columns.flatMap((name, column) =>
    name.startsWith(prefix) && name.length > prefix.length
      ? [{ name: name.slice(prefix.length), column }]
      : [],
  );
}
