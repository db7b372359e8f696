import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { rowScoresOf } from "../../src/evaluate/rowScores.ts";
import { scoresOf as scoresOfRows, type ScorableRows, type Scores } from "../../src/evaluate/scores.ts";

/** Rows with what each adds to the scores. */
export function scorable(rows: LabelledRows): ScorableRows {
  return { rows, rowScores: rowScoresOf(rows) };
}

export function scoresOf(rows: LabelledRows): Scores {
  return scoresOfRows(scorable(rows));
}
