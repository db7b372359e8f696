import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

import { python } from "../python/environment.js";

/** @import { Script, Side } from "./works/work.js" */

/**
 * One run of one side.
 *
 * @typedef {object} Run
 * @property {number} milliseconds
 * @property {string} [part] - of what the time is scaled up
 * @property {number} [peakMegabytes]
 */

const here = fileURLToPath(new URL(".", import.meta.url));
const commandLine = fileURLToPath(new URL("../../packages/cli/bin/calibrated.js", import.meta.url));

/** Libraries that would take more threads. */
const oneThread = Object.fromEntries(
  ["OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA", "VECLIB_MAXIMUM"].map((name) => [
    `${name}_NUM_THREADS`,
    "1",
  ]),
);

/**
 * Runs a script in a new process that says itself how long its calls take.
 *
 * @param {Script} script
 * @param {string} folder - of the data
 * @param {string | null} result - the file for what it calculated
 * @returns {Promise<Run>}
 */
export async function runCall(script, folder, result) {
  const { output } = await run(script, folder, result, oneThread);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

/**
 * Runs a side as a whole process, and measures that.
 *
 * @param {Side} side
 * @param {string} folder
 * @param {{ result: string | null, isCommand: boolean }} options
 * @returns {Promise<Run>}
 */
export async function runProcess(side, folder, { result, isCommand }) {
  const peak = join(folder, "peak");
  rmSync(peak, { force: true });
  const { milliseconds, output } = await run(
    side,
    folder,
    side.result ? null : result,
    isCommand ? { PEAK_FILE: peak } : oneThread,
  );
  if (side.output !== undefined) writeFileSync(join(folder, side.output), output);
  if (side.result !== undefined && result !== null) await run(side.result, folder, result, oneThread);
  return { milliseconds, ...(isCommand ? { peakMegabytes: Number(readFileSync(peak, "utf8")) / 1024 } : {}) };
}

/**
 * @param {Script} script
 * @param {string} folder
 * @param {string | null} result
 * @param {Record<string, string>} environment
 */
export async function run({ file, args }, folder, result, environment = oneThread) {
  const [command, ...given] = commandOf(file, result ?? "-", "PEAK_FILE" in environment);
  // What numba keeps of probmetrics for later processes names functions of those before, and fails when these are many.
  const NUMBA_CACHE_DIR = mkdtempSync(join(folder, "numba-"));
  const options = { cwd: folder, env: { ...process.env, ...environment, NUMBA_CACHE_DIR } };
  const start = performance.now();
  const child = spawn(command, [...given, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => child.kill();
  process.once("exit", stop);
  const printed = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (printed.output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (printed.errors += text));
  const [status] = await once(child, "close");
  const milliseconds = performance.now() - start;
  process.off("exit", stop);
  rmSync(NUMBA_CACHE_DIR, { recursive: true });
  if (status === 0) return { milliseconds, output: printed.output };
  throw new Error(`${file} ${args.join(" ")} ended with ${status}:\n${printed.errors}`);
}

/**
 * @param {string} file
 * @param {string} result
 * @param {boolean} withPeak
 */
function commandOf(file, result, withPeak) {
  if (file.endsWith(".py")) return [python, join(here, file), result];
  const preload = withPeak ? ["--import", new URL("ours/reportPeak.js", import.meta.url).href] : [];
  if (file === "calibrated") return [process.execPath, ...preload, commandLine];
  return [process.execPath, ...preload, join(here, file), result];
}
