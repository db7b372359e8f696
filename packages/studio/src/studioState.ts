import type { Evaluation } from "calibrated";
import type { Report } from "calibrated/report";

import type { FitOptions } from "./fitOptions.ts";
import type { ColumnMapping } from "./read/columnMapping.ts";
import type { Split } from "./split/split.ts";
import type { Fitted } from "./worker/fitting.ts";
import type { OpenedTable, Problem, SplitFacts, TableFacts } from "./worker/session.ts";

/** What the studio knows and is doing. */
export interface StudioState {
  /** The name of a table that is being fetched. */
  readonly fetching: string | null;
  readonly file: File | null;
  readonly opened: OpenedTable | null;
  readonly mapping: ColumnMapping | null;
  /** How far the file has been read; null while nothing is being read. */
  readonly reading: { readonly share: number; readonly rows: number } | null;
  readonly facts: TableFacts | null;
  readonly split: Split | null;
  readonly splitFacts: SplitFacts | null;
  readonly fitOptions: FitOptions;
  /** What is being computed; null while nothing is. */
  readonly work: Work | null;
  /** The share of the users whose calibrators are fitted; null while the global one is, and where nobody has one. */
  readonly fitShare: number | null;
  readonly fitted: FittedStore | null;
  /** The numbers alone, which come first. */
  readonly evaluation: Evaluation | null;
  /** All that is shown of the judged rows. */
  readonly report: Report | null;
  /** Whether the fitted store serves the judged rows, so that a threshold can be tried. */
  readonly isServing: boolean;
  /** Reject where the confidence is below this; null until somebody decides. */
  readonly threshold: number | null;
  /** The risk that the threshold was found for; null if somebody set it. */
  readonly maxRisk: number | null;
  /** What went wrong, by the step it went wrong in. */
  readonly problems: Readonly<Partial<Record<Step, Problem>>>;
}

export type Step = "data" | "split" | "calibrate" | "decide" | "take";

export type Work = "fitting" | "scoring" | "intervals";

/** A fit, with what was asked for. */
export interface FittedStore extends Fitted {
  readonly options: FitOptions;
}

/** What is there before a fit is done. */
export const unfitted = {
  fitShare: null,
  fitted: null,
  evaluation: null,
  report: null,
  isServing: false,
  threshold: null,
  maxRisk: null,
  problems: {},
} as const satisfies Partial<StudioState>;

/** Before anything is opened. */
export const nothing: StudioState = {
  fetching: null,
  file: null,
  opened: null,
  mapping: null,
  reading: null,
  facts: null,
  split: null,
  splitFacts: null,
  fitOptions: {
    method: "temperature",
    personalization: "eligible",
    minWindows: 200,
    minDays: 3,
    minLabels: 3,
  },
  work: null,
  ...unfitted,
};
