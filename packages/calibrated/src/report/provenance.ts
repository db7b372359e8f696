import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { ReportOptions } from "./reportOptions.ts";

/** Where a report comes from: what only the caller knows. All of it is shown as it is. */
export interface ReportSource {
  /** Names of the files that were read. */
  readonly files?: readonly string[] | undefined;
  /** The condition that chose the rows. */
  readonly where?: string | undefined;
  /** Where the store lies. */
  readonly store?: string | undefined;
  /** The commands that make the report again. */
  readonly commands?: readonly string[] | undefined;
  /** Programs and their versions. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** When the report was made, ISO-8601. */
  readonly createdAt?: string | undefined;
}

/** How a report was made: the data, the store, the versions and commands. */
export interface Provenance {
  readonly files: readonly string[];
  readonly where: string | null;
  readonly commands: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly createdAt: string | null;
  /** Rows that did not sum to 1 and were divided by their sum. */
  readonly normalizedRows: number;
  readonly store: StoreFacts | null;
}

/** What a store says of itself. */
export interface StoreFacts {
  readonly location: string | null;
  readonly method: string;
  readonly createdAt: string | null;
  readonly modelBundleId: string | null;
  readonly modelSchemaHash: string | null;
  readonly users: number;
  /** Null where the store has no evidence. */
  readonly personalization: "none" | "eligible" | "pooled" | null;
  readonly isGated: boolean | null;
}

/** @param normalizedRows - how many rows of the table were divided by their sum. */
export function provenanceOf(
  normalizedRows: number,
  store: CalibratorStore | null,
  { source, evidence }: ReportOptions,
): Provenance {
  const { files = [], where = null, commands = [], versions = {}, createdAt = null } = source;
  return {
    files: [...files],
    where,
    commands: [...commands],
    versions: { ...versions },
    createdAt,
    normalizedRows,
    store: store && {
      location: source.store ?? null,
      method: store.method,
      createdAt: store.createdAt,
      modelBundleId: store.modelBundleId,
      modelSchemaHash: store.modelSchemaHash,
      users: store.userCalibrators.size,
      personalization: evidence?.personalization ?? null,
      isGated: evidence?.isGated ?? null,
    },
  };
}
