// Measures this library against NumPy, scikit-learn and others on the same data: docs/benchmarks.md.
//   npm run bench
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeEnvironment } from "../python/environment.js";
import { compare } from "./compare.js";
import { grow } from "./grow.js";
import { growthsOf } from "./growth.js";
import { machine, pythonSide } from "./machine.js";
import { checkOnly, chosen, readOptions } from "./options.js";
import { report } from "./report.js";
import { run } from "./run.js";
import { sizesOf } from "./sizes.js";
import { worksOf } from "./works.js";

/** Growth is about factors of 10: a few processes show it. */
const mostGrowthProcesses = 3;

/** @import { Growth } from "./growth.js" */
/** @import { Script, Work } from "./works/work.js" */

async function main() {
  const options = readOptions(process.argv.slice(2));
  const { out, only, quick, python, command, processes } = options;
  const growths = chosen(growthsOf(sizesOf(quick, true)), only);
  const sizes = sizesOf(quick, growths.length > 0);
  const allWorks = worksOf(sizes);
  checkOnly([...allWorks, ...growthsOf(sizes)], only);
  const works = chosen(allWorks, only).map((work) => (python ? work : withoutPython(work)));
  if (python) await makeEnvironment();
  const started = performance.now();
  const before = machine();
  const folder = await mkdtemp(join(tmpdir(), "calibrated-speed-"));
  removeIfStopped(folder);
  try {
    log("making the data");
    const data = new Set([...works, ...growths].flatMap((one) => one.data));
    await run({ file: "makeData.js", args: [JSON.stringify(sizes), ...data] }, folder, null);
    const results = {
      command,
      machine: before,
      python: python ? await pythonSide(folder) : null,
      processes,
      compared: await compareAll(works, folder, processes),
      grown: await growAll(growths, folder, Math.min(processes, mostGrowthProcesses)),
      seconds: (performance.now() - started) / 1000,
    };
    await mkdir(out, { recursive: true });
    await writeFile(join(out, "benchmarks.json"), `${JSON.stringify(results, null, 2)}\n`);
    await writeFile(join(out, "benchmarks.md"), report(results));
    const differing = results.compared.filter(({ against }) => against.some(isDifferent));
    if (differing.length === 0) return;
    process.exitCode = 1;
    log(`the results differ: ${differing.map(({ name }) => name).join(", ")}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {Work[]} works
 * @param {string} folder
 * @param {number} processes
 */
async function compareAll(works, folder, processes) {
  const prepared = new Set();
  const compared = [];
  for (const work of works) {
    log(work.name);
    for (const script of work.prepare ?? []) {
      const key = JSON.stringify(script);
      if (!prepared.has(key)) await run(script, folder, null);
      prepared.add(key);
    }
    compared.push(await compare(work, folder, processes));
  }
  return compared;
}

/**
 * @param {Growth[]} growths
 * @param {string} folder
 * @param {number} processes
 */
async function growAll(growths, folder, processes) {
  const grown = [];
  for (const growth of growths) {
    log(growth.name);
    grown.push(await grow(growth, folder, processes));
  }
  return grown;
}

/**
 * The data is large: it does not stay behind.
 *
 * @param {string} folder
 */
function removeIfStopped(folder) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(1);
    });
  }
}

/** @param {import("./compare.js").Comparison} comparison */
function isDifferent({ difference }) {
  return difference !== null && !difference.isAllowed;
}

/**
 * @param {Work} work
 * @returns {Work}
 */
function withoutPython({ against, prepare = [], ...work }) {
  return { ...work, against: against.filter(isOurs), prepare: prepare.filter(isOurs) };
}

/** @param {Script} script */
function isOurs({ file }) {
  return !file.endsWith(".py");
}

/** @param {string} line */
function log(line) {
  process.stderr.write(`${line}\n`);
}

await main();
