/** Which rows calibrators are fitted on, and which they are judged on. */
export type Split =
  | { readonly by: "column"; readonly column: string; readonly fit: string; readonly judge: string }
  /** Rows before the cut are fitted on, the others judged. Milliseconds since 1970 UTC. */
  | { readonly by: "time"; readonly cut: number }
  /** The same rows for both, which flatters every calibrator. */
  | { readonly by: "none" };
