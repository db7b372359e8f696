import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { python } from "../python/environment.js";

/** @import { SplitTable } from "./readTable.js" */

/**
 * Calibrators of other packages, run in Python on the same rows.
 *
 * @typedef {object} Peers
 * @property {Record<string, string>} versions
 * @property {(method: string, table: SplitTable) => Promise<Float64Array>} fit
 * @property {() => Promise<void>} close
 */

const here = fileURLToPath(new URL(".", import.meta.url));

/** @type {Peers} */
export const noPeers = {
  versions: {},
  fit: () => Promise.reject(new Error("Python was left out.")),
  close: () => Promise.resolve(),
};

/**
 * Needs `makeEnvironment` once before.
 *
 * @returns {Promise<Peers>}
 */
export async function startPeers() {
  const folder = await mkdtemp(join(tmpdir(), "calibrated-quality-"));
  const child = spawn(python, [join(here, "peers.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("The Python peers ended before they answered.");
    return JSON.parse(value);
  };
  const inFolder = (/** @type {string} */ name) => join(folder, name);
  /** @type {SplitTable | null} */
  let written = null;
  return {
    versions: await next(),
    fit: async (method, table) => {
      const { fit, test } = table;
      if (written !== table) {
        await writeFile(inFolder("fit"), bytesOf(fit.probabilities.data));
        await writeFile(inFolder("labels"), bytesOf(/** @type {Int32Array} */ (fit.labels)));
        await writeFile(inFolder("test"), bytesOf(test.probabilities.data));
        written = table;
      }
      const files = { fit: inFolder("fit"), labels: inFolder("labels"), test: inFolder("test") };
      const request = { method, classes: fit.classCount, ...files, out: inFolder("out") };
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { error } = await next();
      if (error !== undefined) throw new Error(`${method} in Python: ${error}`);
      const calibrated = new Float64Array(test.rowCount * test.classCount);
      const bytes = await readFile(inFolder("out"));
      if (bytes.length !== calibrated.byteLength) throw new Error(`${method} in Python: another shape.`);
      bytesOf(calibrated).set(bytes);
      return calibrated;
    },
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

/** @param {Float64Array | Int32Array} values */
function bytesOf({ buffer, byteOffset, byteLength }) {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
