import { spawn } from "node:child_process";
import { join } from "node:path";

import { expect, it } from "vitest";

import { binary, temporaryFolder } from "./runCalibrated.ts";
import { fitStore, labelledRows, sql } from "./tables.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** Has node write the most memory that the process took, in kilobytes, to standard error at its end. */
const reporting = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak:"+process.resourceUsage().maxRSS))`;

async function peakOf(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ["--import", reporting, binary, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await new Promise((resolve) => child.on("close", resolve));
  return Number(/peak:(\d+)/.exec(stderr)![1]) / 1024;
}

async function writeRows(name: string, classes: readonly string[], rows: number): Promise<void> {
  const raw = classes.map((_, j) => `1 + (hash(i, ${j}) % 1000)::DOUBLE AS x${j}`).join(", ");
  const sum = classes.map((_, j) => `x${j}`).join(" + ");
  const probabilities = classes.map((one, j) => `x${j} / (${sum}) AS p_${one}`).join(", ");
  await sql(
    `COPY (SELECT ${probabilities}, i // 8 AS id FROM (SELECT i, ${raw} FROM range(${rows}) t(i)))
     TO '${at(name)}' (FORMAT parquet)`,
  );
}

// The further probabilities alone would be 61 MB and 180 MB, and each copy of them as much again. Wide rows go through one
// thread of the database, narrow ones through two, which pile up 100 MB before they write them.
it.each([
  { classCount: 17, rows: 600_000, most: 60 },
  { classCount: 10, rows: 2_400_000, most: 60 + 150 },
])(
  "apply takes no more memory for a long table of $classCount classes",
  { timeout: 120_000 },
  async (table) => {
    const classes = Array.from({ length: table.classCount }, (_, j) => `c${j}`);
    const store = await fitStore(folder, labelledRows(classes), []);
    await writeRows("short.parquet", classes, 150_000);
    await writeRows("long.parquet", classes, table.rows);
    const peak = async (name: string): Promise<number> =>
      await peakOf(["apply", at(name), "--store", store, "--out", at(`out ${name}`)]);
    const [short, long] = [await peak("short.parquet"), await peak("long.parquet")];
    expect(long - short).toBeLessThan(table.most);
  },
);
