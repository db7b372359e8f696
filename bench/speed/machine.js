import { readFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";

import { run } from "./run.js";

/** What our side runs on; `load` is what else it does, as the mean number of running processes in the last minute. */
export function machine() {
  const library = new URL("../../packages/calibrated/package.json", import.meta.url);
  return {
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "an unknown CPU"}`,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    load: loadavg()[0],
    versions: {
      calibrated: String(JSON.parse(readFileSync(library, "utf8")).version),
      node: process.versions.node,
      V8: process.versions.v8,
    },
  };
}

/**
 * What the other side runs on; `simd` is the widest instruction set that its NumPy uses here.
 *
 * @param {string} folder
 * @returns {Promise<{ versions: Record<string, string>, simd: string }>}
 */
export async function pythonSide(folder) {
  const { output } = await run({ file: "peers/versions.py", args: [] }, folder, null);
  return JSON.parse(output);
}
