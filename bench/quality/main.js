// Compares every method, and the Python packages, on tables of real users: docs/quality.md.
//   npm run bench:quality -- <folder of tables>
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";

import { makeEnvironment } from "../python/environment.js";
import { chosenColumns } from "./columns.js";
import { judgeTables } from "./judgeTables.js";
import { withMeasuredAgain } from "./measuredAgain.js";
import { readOptions } from "./options.js";
import { findTables } from "./readTable.js";
import { report } from "./report.js";

/** @import { Results } from "./report.js" */

const draws = 2000;

async function main() {
  const { folder, tables, out, command, jobs, ...options } = readOptions(process.argv.slice(2));
  const hasPeers = chosenColumns(options).some(({ isPeer }) => isPeer);
  /** @type {Results | null} */
  const before =
    options.again.length === 0 ? null : JSON.parse(await readFile(join(out, "quality.json"), "utf8"));
  const files = await findTables(folder, tables);
  if (hasPeers) await makeEnvironment();
  const started = performance.now();
  const judged = await judgeTables(files, { ...options, draws }, jobs);
  const measured = {
    command,
    versions: { node: process.versions.node, ...judged[0].versions },
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "an unknown CPU"}`,
    seconds: (performance.now() - started) / 1000,
    draws,
    skipped: options.skip,
    allRows: judged.map(({ allRows }) => allRows),
    fewRows: judged.flatMap(({ fewRows }) => fewRows),
  };
  const results = before === null ? measured : withMeasuredAgain(before, measured, options.again);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "quality.json"), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(out, "quality.md"), report(results));
}

await main();
