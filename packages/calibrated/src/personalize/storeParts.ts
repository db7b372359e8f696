import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import type { FitDiagnostics } from "../fit/fitDiagnostics.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import type { FitWarning } from "./fitWarnings.ts";

/** What the global fit and each user's fit found out. */
export interface StoreDiagnostics {
  readonly global: FitDiagnostics;
  readonly users: ReadonlyMap<string, FitDiagnostics>;
}

/** What a store is made of, before it is one. */
export interface StoreParts {
  readonly method: string;
  readonly globalCalibrator: BlockCalibrator;
  readonly userCalibrators: ReadonlyMap<string, Calibrator>;
  readonly diagnostics: StoreDiagnostics;
  readonly evidence: Omit<StoreEvidence, "personalization">;
  readonly warnings: readonly FitWarning[];
}
