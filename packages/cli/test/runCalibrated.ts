import { spawn, type SpawnOptions } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, expect } from "vitest";

/** The built command, as npm links it. */
export const binary = fileURLToPath(new URL("../bin/calibrated.js", import.meta.url));

/** 36,000 flights of 220 airports; the rows with split = 'fit' are for fitting, 'test' for judging. */
export const flights = fileURLToPath(new URL("../../../examples/flights/flights.csv", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Spawns the command as a person does and waits for it. */
export async function runCalibrated(
  args: readonly string[],
  { input = "", ...options }: SpawnOptions & { readonly input?: string | Buffer } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [binary, ...args], { ...options, stdio: "pipe" });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on("error", () => undefined); // it may end before it has read all
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return {
    code,
    stdout: Buffer.concat(stdout).toString(),
    stderr: withoutProgress(Buffer.concat(stderr).toString()),
  };
}

/** A machine with much else to do may take the two seconds after which the command says how far it is. */
function withoutProgress(stderr: string): string {
  return stderr.replace(/^(?:[\d,]+ rows (?:read|calibrated)|scoring|tuning|fitting), \d+ s\n/gm, "");
}

/** Runs a line of shell in which `calibrated` is the command, for pipes and redirections. */
export async function runShell(line: string, cwd: string): Promise<Outcome> {
  const calibrated = `calibrated() { ${quoted(process.execPath)} ${quoted(binary)} "$@"; }; set -o pipefail`;
  const child = spawn("bash", ["-c", `${calibrated}; ${line}`], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr: withoutProgress(stderr) };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Runs the command, expects that it is done without a word on standard error, and returns what it printed. */
export async function done(
  args: readonly string[],
  options: Parameters<typeof runCalibrated>[1] = {},
): Promise<string> {
  const { code, stdout, stderr } = await runCalibrated(args, options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** The one JSON document that a command with `--json` prints. */
export async function doneJson<T>(
  args: readonly string[],
  options: Parameters<typeof runCalibrated>[1] = {},
): Promise<T> {
  return JSON.parse(await done([...args, "--json"], options)) as T;
}

/** An empty folder for the tests of a file; everybody may read it, and it is removed after them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "calibrated-test-"));
  chmodSync(folder, 0o755);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Everything in a folder, hidden files too, sorted. */
export function entriesOf(folder: string): string[] {
  return readdirSync(folder).sort();
}
