import type { Method } from "calibrated";

/** What a person chooses about a fit. */
export interface FitOptions {
  readonly method: Method | "auto";
  readonly personalization: "eligible" | "pooled" | "none";
  readonly minWindows: number;
  readonly minDays: number;
  readonly minLabels: number;
}
