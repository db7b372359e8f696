import type { RejectTuning } from "calibrated";
import { version } from "calibrated/package.json";
import type { ReportSource } from "calibrated/report";
import * as Comlink from "comlink";

import type { FitOptions } from "./fitOptions.ts";
import { fetchTable, type OfferedTable } from "./offeredTables.ts";
import type { ColumnMapping } from "./read/columnMapping.ts";
import type { Split } from "./split/split.ts";
import { nothing, unfitted, type Step, type StudioState } from "./studioState.ts";
import { commandLines, judgedWhere, type Done } from "./take/commandLines.ts";
import type { TemperatureView, ThresholdView, UserView } from "./worker/live.ts";
import type { StudioServices } from "./worker/studioWorker.ts";

/** A thread of its own that can be ended. */
export interface StudioThread {
  readonly services: Comlink.Remote<StudioServices>;
  readonly end: () => void;
}

/** The studio without its page: what was done so far, and what can be done next. */
export class Studio {
  state: StudioState = nothing;
  readonly #startThread: () => StudioThread;
  readonly #now: () => Date;
  readonly #onChange: () => void;
  /** Keeps the table. */
  readonly #keeper: StudioThread;
  /** Fits and judges, and is ended to cancel. */
  #worker: StudioThread;
  /** Counts the tables and the fits begun, so that what comes late from an earlier one is dropped. */
  #tables = 0;
  #fits = 0;

  constructor(surroundings: {
    readonly startThread: () => StudioThread;
    readonly now: () => Date;
    readonly onChange: () => void;
  }) {
    this.#startThread = surroundings.startThread;
    this.#now = surroundings.now;
    this.#onChange = surroundings.onChange;
    this.#keeper = this.#startThread();
    this.#worker = this.#startThread();
  }

  /** Fetches a table that the serving computer offers, and opens it. */
  async openOffered(offered: OfferedTable): Promise<void> {
    const table = this.#startOver({ ...nothing, fitOptions: this.state.fitOptions, fetching: offered.name });
    try {
      const file = await fetchTable(offered);
      if (table === this.#tables) await this.open(file);
    } catch (error) {
      if (table === this.#tables) this.#refuse("data", error);
    }
  }

  /** Opens a file, reads it by the mapping that its columns suggest, and splits it. */
  async open(file: File): Promise<void> {
    const table = this.#startOver({ ...nothing, fitOptions: this.state.fitOptions, file });
    try {
      const opened = await this.#keeper.services.open(file);
      if (table !== this.#tables) return;
      this.#change({ opened });
      await this.map(opened.mapping);
    } catch (error) {
      if (table === this.#tables) this.#refuse("data", error);
    }
  }

  /** Reads the file again, by other columns. */
  async map(mapping: ColumnMapping): Promise<void> {
    const { file, opened, fitOptions } = this.state;
    const reading = { share: 0, rows: 0 };
    const table = this.#startOver({ ...nothing, fitOptions, file, opened, mapping, reading });
    const onProgress = Comlink.proxy((share: number, rows: number) => {
      if (table === this.#tables) this.#change({ reading: { share, rows } });
    });
    try {
      const facts = await this.#keeper.services.read(mapping, onProgress);
      if (table !== this.#tables) return;
      this.#change({ facts, reading: null });
      await this.split(facts.split);
    } catch (error) {
      if (table !== this.#tables) return;
      this.#change({ reading: null });
      this.#refuse("data", error);
    }
  }

  /** Chooses the rows to fit on, and those to judge on. */
  async split(split: Split): Promise<void> {
    const table = this.#tables;
    this.cancel();
    this.#change({ split, splitFacts: null, ...unfitted });
    try {
      const splitFacts = await this.#keeper.services.split(split);
      if (table === this.#tables && this.state.split === split) this.#change({ splitFacts });
    } catch (error) {
      if (table === this.#tables && this.state.split === split) this.#refuse("split", error);
    }
  }

  chooseFit(options: Partial<FitOptions>): void {
    this.#change({ fitOptions: { ...this.state.fitOptions, ...options } });
  }

  /** Fits a store and judges it: first the numbers alone, then with their intervals. */
  async fit(): Promise<void> {
    this.cancel();
    const fit = ++this.#fits;
    const options = this.state.fitOptions;
    const isCurrent = (): boolean => fit === this.#fits;
    this.#change({ work: "fitting", ...unfitted });
    try {
      const { services } = this.#worker;
      const parts = await this.#keeper.services.parts();
      const createdAt = this.#now().toISOString();
      const onProgress = Comlink.proxy((fitShare: number) => {
        if (isCurrent()) this.#change({ fitShare });
      });
      const fitted = await services.fit(parts.fit, { ...options, createdAt }, onProgress);
      if (!isCurrent()) return;
      this.#change({ work: "scoring", fitted: { ...fitted, options } });
      const serving = this.#keeper.services.serve(fitted.files).then(() => {
        if (isCurrent()) this.#change({ isServing: true });
      });
      const evaluation = await services.score(parts.judge);
      if (!isCurrent()) return;
      this.#change({ evaluation, work: "intervals" });
      const report = await services.report({});
      if (!isCurrent()) return;
      this.#change({ report, work: null });
      await serving;
    } catch (error) {
      if (!isCurrent()) return;
      this.#change({ work: null });
      this.#refuse("calibrate", error);
    }
  }

  /** Ends what is being fitted or judged. The table stays. */
  cancel(): void {
    if (this.state.work === null) return;
    this.#fits++;
    this.#worker.end();
    this.#worker = this.#startThread();
    this.#change({ work: null });
  }

  decide(threshold: number): void {
    this.#change({ threshold, maxRisk: null });
  }

  async temperatureView(temperature: number): Promise<TemperatureView> {
    return await this.#keeper.services.atTemperature(temperature);
  }

  async userView(userId: string): Promise<UserView> {
    return await this.#keeper.services.ofUser(userId);
  }

  async thresholdView(threshold: number): Promise<ThresholdView> {
    return await this.#keeper.services.atThreshold(threshold);
  }

  /** Looks for the lowest threshold that keeps a promise, and takes it. */
  async certify(maxRisk: number): Promise<RejectTuning | null> {
    const fit = this.#fits;
    try {
      const tuning = await this.#keeper.services.certify(maxRisk);
      if (fit !== this.#fits) return null;
      const { decide: _, ...problems } = this.state.problems;
      this.#change({
        problems,
        ...(tuning.threshold === null ? {} : { threshold: tuning.threshold, maxRisk }),
      });
      return tuning;
    } catch (error) {
      if (fit === this.#fits) this.#refuse("decide", error);
      return null;
    }
  }

  /** The fitted store as a zip archive of the files that the command line would write. */
  async storeArchive(): Promise<Blob> {
    return await this.#keeper.services.storeArchive(this.#now());
  }

  /** The report as a page; null if it was refused. */
  async reportPage(locale: string): Promise<Blob | null> {
    const { threshold, maxRisk } = this.state;
    const line = maxRisk === null ? { threshold: threshold ?? undefined } : { maxRisk };
    const done = this.done();
    const source: ReportSource = {
      files: [done.fileName],
      where: judgedWhere(done) ?? undefined,
      commands: commandLines(done),
      versions: { calibrated: version },
      createdAt: this.#now().toISOString(),
    };
    try {
      const page = await this.#worker.services.reportPage({ ...line, source }, locale);
      return new Blob([page], { type: "text/html" });
    } catch (error) {
      this.#refuse("take", error);
      return null;
    }
  }

  /** What was done, as the command line would be told. */
  done(): Done {
    const { file, opened, mapping, split, fitted, threshold, maxRisk } = this.state;
    return {
      fileName: file!.name,
      columns: opened!.columns,
      mapping: mapping!,
      split: split!,
      options: fitted!.options,
      threshold,
      maxRisk,
    };
  }

  /** The whole table, calibrated, as CSV; null if it was refused. */
  async calibratedTable(onProgress: (share: number) => void): Promise<Blob | null> {
    try {
      return await this.#keeper.services.calibratedTable(this.state.threshold, Comlink.proxy(onProgress));
    } catch (error) {
      this.#refuse("take", error);
      return null;
    }
  }

  #startOver(state: StudioState): number {
    this.cancel();
    this.state = state;
    this.#onChange();
    return ++this.#tables;
  }

  #change(changes: Partial<StudioState>): void {
    this.state = { ...this.state, ...changes };
    this.#onChange();
  }

  #refuse(step: Step, error: unknown): void {
    const { message, code } = error as Error & { readonly code?: string };
    const problem = {
      code: code ?? "bug",
      message: code === undefined ? `This is a bug: ${message}` : message,
    };
    this.#change({ fetching: null, problems: { ...this.state.problems, [step]: problem } });
  }
}
