// Times the commands on a large table of users, which it makes, and says how much memory they had at most.
//   npm run build && node bench/speed/usersCommands.js
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { openDatabase } from "./parquet.js";
import { usersShape, writeUsersTable } from "./usersTable.js";

const binary = fileURLToPath(new URL("../../packages/cli/bin/calibrated.js", import.meta.url));
const reportPeak = new URL("ours/reportPeak.js", import.meta.url).href;

const commands = [
  ["fit", "--out", "store"],
  ["fit", "--personalization", "pooled", "--out", "pooled"],
  ["evaluate", "--store", "store", "--intervals", "none"],
  ["evaluate", "--store", "store"],
  ["report", "--store", "store", "--out", "report.html"],
  ["apply", "--store", "store", "--out", "calibrated.parquet"],
];

const folder = mkdtempSync(join(tmpdir(), "calibrated-users-"));
try {
  await writeUsersTable(join(folder, "table.csv"));
  const connection = await openDatabase();
  await connection.run(
    `COPY (FROM '${join(folder, "table.csv")}') TO '${join(folder, "table.parquet")}' (FORMAT parquet)`,
  );
  connection.closeSync();
  const { users, rowsPerUser, classes } = usersShape;
  console.log(`${users * rowsPerUser} rows of ${users} users × ${classes} classes, Parquet`);
  for (const [command, ...flags] of commands) {
    const began = performance.now();
    const args = ["--import", reportPeak, binary, command, "table.parquet", ...flags];
    const peakFile = join(folder, "peak");
    const env = { ...process.env, PEAK_FILE: peakFile };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const megabytes = Math.round(Number(readFileSync(peakFile, "utf8")) / 1000);
    console.log(`${[command, ...flags].join(" ")}: ${seconds} s, ${megabytes} MB`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
