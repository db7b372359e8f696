import {
  encodeCalibratorStore,
  evaluateStore,
  fitCalibratorStore,
  keptEvidence,
  type EligibilityReport,
  type Evaluation,
  type FitCalibratorStoreOptions,
  type FitWarning,
  type PredictionTable,
  type StoreEvidence,
} from "calibrated";
import { buildReport, reportHtml, type BuildReportOptions, type Report } from "calibrated/report";

import type { PredictionRows } from "../read/predictionRows.ts";
import { predictionTable } from "../read/predictionTable.ts";
import { storeOf, type StoreFiles } from "../take/storeFiles.ts";

/** What a fit made, as plain data. */
export interface Fitted {
  readonly files: StoreFiles;
  readonly eligibility: readonly EligibilityReport[];
  readonly warnings: readonly FitWarning[];
}

/** Between two reports of progress. */
const fewestMilliseconds = 100;

/** A fit and what it is judged by. */
export class Fitting {
  #files: StoreFiles = new Map();
  #evidence: StoreEvidence | null = null;
  #judged: PredictionTable | null = null;

  /** Fits a store, and hands out the files that the command line would write. */
  fit(rows: PredictionRows, options: FitCalibratorStoreOptions, onProgress: (share: number) => void): Fitted {
    let told = performance.now();
    const tell = (share: number): void => {
      if (performance.now() - told < fewestMilliseconds) return;
      told = performance.now();
      onProgress(share);
    };
    const fitted = fitCalibratorStore(predictionTable(rows), { ...options, onProgress: tell });
    const { store, eligibility, evidence, warnings } = fitted;
    this.#evidence = keptEvidence(evidence);
    this.#files = encodeCalibratorStore(store, this.#evidence);
    return { files: this.#files, eligibility, warnings };
  }

  /** Takes the rows to judge on, and scores them without intervals. */
  async score(rows: PredictionRows): Promise<Evaluation> {
    this.#judged = predictionTable(rows);
    return evaluateStore(this.#judged, await storeOf(this.#files), { intervals: "none" });
  }

  /** Everything that a report shows of the judged rows. */
  async report(options: BuildReportOptions): Promise<Report> {
    const store = await storeOf(this.#files);
    return buildReport(this.#judged!, store, { ...options, evidence: this.#evidence });
  }

  /** The same as a page. */
  async reportPage(options: BuildReportOptions, locale: string): Promise<string> {
    return reportHtml(await this.report(options), { locale });
  }
}
