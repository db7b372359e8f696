import { groupByUser } from "../data/groupByUser.ts";
import { utcDay } from "../data/utcDay.ts";
import { CalibrationError } from "../errors.ts";
import { argsort } from "../numerics/argsort.ts";
import { seededRandom, shuffled } from "../numerics/seededRandom.ts";

/**
 * What is drawn as a whole when rows are resampled, because the rows in it are alike: all rows of a user, a user's rows
 * of one UTC day, a stretch of a user's rows in time, or a single row.
 */
export type ResamplingUnit = "user" | "day" | "block" | "row";

/** How the rows are resampled. */
export interface Resampling {
  readonly unit: ResamplingUnit;
  /** How many units there are. */
  readonly units: number;
  /** The units are drawn in this many groups: each alone, or, where there are very many, some together. */
  readonly groups: number;
}

/** A {@link Resampling}, and the group of each row. */
export interface RowGroups extends Resampling {
  readonly groupOf: Uint32Array;
}

/** Who and when, of the rows to resample. */
export interface RowOrigins {
  readonly rowCount: number;
  readonly userIds: readonly (string | null)[] | null;
  readonly timestamps: Float64Array | null;
}

/** Fewer units than this tell little of how much they differ. */
const enoughUnits = 10;

/**
 * Puts rows into units, and units into at most `mostGroups` groups of about as many units each, by chance.
 *
 * @param requested - `"auto"`: users if there are at least 10; else days if there are at least 10; else stretches of
 *   ⌈n^(1/3)⌉ rows of a user's n; rows where no time is known. A row of nobody is a unit of its own among users.
 * @throws CalibrationError `missing-column` if the requested unit needs users or times that are not there.
 */
export function groupRows(
  origins: RowOrigins,
  requested: ResamplingUnit | "auto",
  mostGroups: number,
  seed: number,
): RowGroups {
  const { unit, units, unitOf } =
    requested === "auto" ? automaticUnits(origins) : unitsOf(origins, requested);
  if (units <= mostGroups) return { unit, units, groups: units, groupOf: unitOf };
  const order = shuffled(units, seededRandom(seed));
  const groupOfUnit = new Uint32Array(units);
  for (const [i, one] of order.entries()) groupOfUnit[one] = i % mostGroups;
  return { unit, units, groups: mostGroups, groupOf: unitOf.map((one) => groupOfUnit[one]!) };
}

interface Units {
  readonly unit: ResamplingUnit;
  readonly units: number;
  readonly unitOf: Uint32Array;
}

function automaticUnits(origins: RowOrigins): Units {
  const users = new Set(origins.userIds);
  users.delete(null);
  if (users.size >= enoughUnits) return unitsOf(origins, "user");
  if (origins.timestamps === null) return unitsOf(origins, "row");
  const days = unitsOf(origins, "day");
  return days.units >= enoughUnits ? days : unitsOf(origins, "block");
}

function unitsOf(origins: RowOrigins, unit: ResamplingUnit): Units {
  const { rowCount, userIds, timestamps } = origins;
  const unitOf = new Uint32Array(rowCount);
  let units = 0;
  if (unit === "row") {
    for (let row = 0; row < rowCount; row++) unitOf[row] = units++;
    return { unit, units, unitOf };
  }
  if (unit === "user" && userIds === null) throw missing("user ids");
  if (unit !== "user" && timestamps === null) throw missing("timestamps");
  const rowsByUser = userIds === null ? [everyRow(rowCount)] : groupByUser(userIds);
  for (const [userId, rows] of rowsByUser) {
    if (unit === "user") {
      for (const row of rows) unitOf[row] = userId === null ? units++ : units;
      if (userId !== null) units++;
    } else if (unit === "day") {
      const unitOfDay = new Map<number, number>();
      for (const row of rows) {
        const day = utcDay(timestamps![row]!);
        if (!unitOfDay.has(day)) unitOfDay.set(day, units++);
        unitOf[row] = unitOfDay.get(day)!;
      }
    } else {
      const order = argsort(Float64Array.from(rows, (row) => timestamps![row]!));
      const length = blockLength(rows.length);
      for (const [i, at] of order.entries()) unitOf[rows[at]!] = units + Math.floor(i / length);
      units += Math.ceil(rows.length / length);
    }
  }
  return { unit, units, unitOf };
}

/** ⌈n^(1/3)⌉. */
function blockLength(rowCount: number): number {
  let length = 1;
  while (length * length * length < rowCount) length++;
  return length;
}

function everyRow(rowCount: number): [null, number[]] {
  return [null, Array.from({ length: rowCount }, (_, row) => row)];
}

function missing(what: string): CalibrationError {
  return new CalibrationError("missing-column", {
    problem: "Cannot resample the rows as asked",
    expected: what,
    found: "a table without them",
    field: "resample",
  });
}
