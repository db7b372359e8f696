import type { Vector } from "@duckdb/node-bindings";

import {
  rejectDecisions,
  type CalibratorStore,
  type InferencePolicy,
  type PredictionTable,
} from "calibrated";

import type { ApplyFlags } from "../commands/applyCommand.ts";
import { grown } from "../table/growing.ts";
import { PredictionBuffer } from "../table/predictionBuffer.ts";
import type { PredictionColumnsOfTable } from "../table/predictionColumns.ts";
import type { PredictionSelect } from "../table/predictionSelect.ts";
import { tableOf } from "../table/readPredictions.ts";
import { writeResults } from "../table/results.ts";
import type { RowChunk } from "../table/rowChunk.ts";
import { thresholdsOf } from "./servedPolicy.ts";
import { userIdsOf } from "./serving.ts";

/** What serves rows, and how they are read. */
export interface RowService {
  readonly store: CalibratorStore;
  readonly policy: InferencePolicy | null;
  readonly columns: PredictionColumnsOfTable;
  readonly select: PredictionSelect;
  readonly flags: Pick<ApplyFlags, "rowSums" | "threshold">;
}

/** Calibrates rows and decides on them, some at a time, and counts who served whom. */
export class ServedRows {
  rows = 0;
  rowsWithoutUser = 0;
  rejected = 0;
  /** How many rows were divided by their sum. */
  normalizedRows = 0;
  readonly #service: RowService;
  readonly #buffer: PredictionBuffer;
  /** Rows by the number of their user. */
  #rowsOfUsers = new Float64Array(64);

  constructor(service: RowService) {
    this.#service = service;
    this.#buffer = new PredictionBuffer(service.select, service.columns.classes.length, 0);
  }

  /** Forgets the rows that were served. */
  clear(): void {
    this.rows = 0;
    this.rowsWithoutUser = 0;
    this.rejected = 0;
    this.normalizedRows = 0;
    this.#rowsOfUsers.fill(0);
  }

  /** Fills the results of rows; throws for rows that are no probabilities. */
  serve(rows: RowChunk, output: Vector): void {
    const { store, policy, columns, flags } = this.#service;
    this.#buffer.clear();
    this.#buffer.append(rows);
    const table = tableOf(this.#buffer, columns, flags.rowSums);
    const userIds = userIdsOf(table.userIds, table.rowCount);
    // Where they stand: nobody asks for these rows again.
    const calibrated = store.calibrateBatchInto(table.probabilities, userIds, table.probabilities);
    const decisions = rejectDecisions(calibrated, thresholdsOf(policy, flags, userIds));
    writeResults(output, calibrated, decisions);
    this.#count(table, decisions.rejected);
  }

  /** How many rows, and how many users, there are of the users for whom `holds`; rows of nobody are not among them. */
  countWhere(holds: (userId: string) => boolean): { readonly rows: number; readonly users: number } {
    let rows = 0;
    let users = 0;
    for (const [number, userId] of this.#buffer.userTexts.entries()) {
      if (!holds(userId)) continue;
      users++;
      rows += this.#rowsOfUsers[number]!;
    }
    return { rows, users };
  }

  #count({ rowCount, normalizedRows }: PredictionTable, rejected: Uint8Array): void {
    const { users, userTexts } = this.#buffer;
    this.rows += rowCount;
    this.normalizedRows += normalizedRows;
    for (const one of rejected) this.rejected += one;
    if (users === null) {
      this.rowsWithoutUser += rowCount;
      return;
    }
    this.#rowsOfUsers = grown(this.#rowsOfUsers, userTexts.length);
    for (const user of users) {
      if (user === -1) this.rowsWithoutUser++;
      else this.#rowsOfUsers[user]!++;
    }
  }
}
