import { join } from "node:path";

import { expect, it } from "vitest";

import { findPredictionColumns } from "../../src/table/predictionColumns.ts";
import { predictionSelect } from "../../src/table/predictionSelect.ts";
import { writeResults } from "../../src/table/results.ts";
import { writeTable, type TableTarget } from "../../src/table/writeTable.ts";
import { temporaryFolder } from "../runCalibrated.ts";
import { sql } from "../tables.ts";
import { open } from "./readTable.ts";

const folder = temporaryFolder();
const table = join(folder, "in.parquet");
const out = join(folder, "out.parquet");

/** Writes 5,000 rows whose results are 0 and 1 by turns, and tells how often the rows were begun; `fail` may throw. */
async function written(fail: (begun: number, chunk: number) => void): Promise<number> {
  await sql(`COPY (SELECT 0.75 AS p_a, 0.25 AS p_b FROM range(5000)) TO '${table}' (FORMAT parquet)`);
  const source = await open([table]);
  const columns = findPredictionColumns(source, {}, []);
  let begun = 0;
  let chunks = 0;
  const target: TableTarget = {
    out,
    format: "parquet",
    stdout: process.stdout,
    rejectLabel: "none",
    begin: () => {
      begun++;
      chunks = 0;
    },
    compute: ({ rowCount }, output) => {
      fail(begun, ++chunks);
      const data = Float64Array.from({ length: 2 * rowCount }, (_, i) => i % 2);
      writeResults(
        output,
        { data, dims: [rowCount, 2] },
        {
          predicted: new Int32Array(rowCount).fill(1),
          confidence: new Float64Array(rowCount).fill(1),
          rejected: new Uint8Array(rowCount),
        },
      );
    },
    finish: () => undefined,
  };
  await writeTable(source, columns, predictionSelect(source, columns, false), target);
  return begun;
}

const outOfMemory = (): never => {
  throw new Error("Out of Memory Error: failed to pin block of size 256.0 KiB (381.6 MiB/381.4 MiB used)");
};

it("begins once where memory is enough", async () => {
  expect(await written(() => undefined)).toBe(1);
});

it("begins again, on one thread, where memory did not do for two, and writes all rows once", async () => {
  const begun = await written((begin, chunk) => {
    if (begin === 1 && chunk === 2) outOfMemory();
  });
  expect(begun).toBe(2);
  const [found] = await sql(
    `SELECT count(*)::INTEGER AS rows, bool_and(p_a = 0 AND p_b = 1 AND predicted = 'b') AS right FROM '${out}'`,
  );
  expect(found).toEqual({ rows: 5000, right: true });
});

it("does not try a third time, and tries nothing again for another error", async () => {
  await expect(written(outOfMemory)).rejects.toThrow(/pin block/);
  const other = written(() => {
    throw new RangeError("other");
  });
  await expect(other).rejects.toThrow("other");
});
