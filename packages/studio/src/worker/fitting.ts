import {
  encodeCalibratorStore,
  evaluateStore,
  fitCalibratorStore,
  type EligibilityReport,
  type Evaluation,
  type FitCalibratorStoreOptions,
  type FitWarning,
  type StoreEvidence,
} from "calibrated";

import type { PredictionRows } from "../read/predictionRows.ts";
import { predictionTable } from "../read/predictionTable.ts";
import { storeOf, type StoreFiles } from "./storeFiles.ts";

/** What a fit made, as plain data. */
export interface Fitted {
  readonly files: StoreFiles;
  readonly eligibility: readonly EligibilityReport[];
  readonly warnings: readonly FitWarning[];
  readonly fitRows: number;
}

/** Fits a store, and hands out the files that the command line would write. */
export function fitStore(rows: PredictionRows, options: FitCalibratorStoreOptions): Fitted {
  const table = predictionTable(rows);
  const { store, eligibility, evidence, warnings } = fitCalibratorStore(table, options);
  const files = encodeCalibratorStore(store, isWorthKeeping(evidence) ? evidence : null);
  return { files, eligibility, warnings, fitRows: table.rowCount };
}

/** A store of the seed's rule, where nothing was tried or proved, stays as the seed writes it. */
function isWorthKeeping({ isGated, personalization }: StoreEvidence): boolean {
  return isGated || personalization === "pooled";
}

/** Judges a store on rows; without intervals it is some ten times as fast. */
export async function judgeStore(
  rows: PredictionRows,
  files: StoreFiles,
  intervals: "none" | "bootstrap",
): Promise<Evaluation> {
  return evaluateStore(predictionTable(rows), await storeOf(files), { intervals });
}
