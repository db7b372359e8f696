import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const environment = join(here, ".venv");
/** Written at the end, so that an installation that was cut off is made again; holds what is installed. */
const installed = join(environment, "requirements.txt");

/** The interpreter of the environment that all comparisons with Python packages share. */
export const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** Installs the Python packages, unless they are there. */
export async function makeEnvironment() {
  const requirements = join(here, "requirements.txt");
  const wanted = await readFile(requirements, "utf8");
  if (existsSync(installed) && (await readFile(installed, "utf8")) === wanted) return;
  process.stderr.write("installing the Python packages of requirements.txt, once, about 6 GB\n");
  run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", environment]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
  await writeFile(installed, wanted);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${command} failed${error ? `: ${error.message}` : ""}.`);
}
