import { spawn } from "node:child_process";
import { cpSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { binary, done, doneJson, entriesOf, flights, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, fitStore, labelledRows, writeFiles } from "./tables.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
  // So many rows that writing them takes a while.
  writeFiles(folder, { "many.csv": csvOf(Array.from({ length: 1000 }, () => labelledRows()).flat()) });
  mkdirSync(at("tmp"));
});

/** Starts the command, sends the signal as soon as it has put something into the folder, and says how it ended. */
async function stopped(
  args: readonly string[],
  place: string,
  signal: NodeJS.Signals,
): Promise<number | string> {
  const before = entriesOf(place).length;
  const child = spawn(process.execPath, [binary, ...args], {
    env: { ...process.env, TMPDIR: at("tmp") },
    stdio: "ignore",
  });
  const ended = new Promise<number | string>((resolve) =>
    child.on("exit", (code, by) => resolve(code ?? by!)),
  );
  while (entriesOf(place).length === before && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  child.kill(signal);
  return await ended;
}

describe.skipIf(process.platform === "win32")("a command that is stopped while it calculates", () => {
  it.each([
    ["SIGINT", flights],
    ["SIGTERM", flights],
    ["SIGINT", "-"],
  ] as const)("ends at once: %s, table %s", async (signal, table) => {
    const child = spawn(process.execPath, [binary, "evaluate", table, "--replicates", "200000"], {
      env: { ...process.env, TMPDIR: at("tmp") },
      stdio: [openSync(flights, "r"), "ignore", "pipe"],
    });
    const ended = new Promise((resolve) => child.on("exit", (code, by) => resolve(code ?? by)));
    // By then it scores, which would take minutes.
    let told = "";
    await new Promise<void>((resolve) => {
      child.stderr!.on("data", (text: Buffer) => {
        told += text.toString();
        if (/^scoring, /m.test(told)) resolve();
      });
    });
    const before = performance.now();
    child.kill(signal);
    expect(await ended).toBe(signal);
    expect(performance.now() - before).toBeLessThan(5000);
    expect(entriesOf(at("tmp"))).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("a command that is stopped while it writes", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGKILL", "SIGKILL"],
  ] as const)("leaves the old table: %s", async (signal, end) => {
    const place = at(signal);
    mkdirSync(place);
    const { "out.csv": out } = writeFiles(place, { "out.csv": "old" });
    expect(await stopped(["apply", at("many.csv"), "--store", store, "--out", out], place, signal)).toBe(end);
    expect(readFileSync(out, "utf8")).toBe("old");
    // After SIGKILL only the next writer can clean up.
    expect(entriesOf(place)).toHaveLength(signal === "SIGKILL" ? 2 : 1);
    expect(entriesOf(at("tmp"))).toEqual([]);
    await done(["apply", at("labelled.csv"), "--store", store, "--out", out]);
    expect(entriesOf(place)).toEqual(["out.csv"]);
    expect(readFileSync(out, "utf8")).toContain("predicted");
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("leaves the old store or the new one: %s", async (signal) => {
    const place = at(`fit ${signal}`);
    const target = join(place, "store");
    cpSync(store, target, { recursive: true });
    const fit = [
      "fit",
      flights,
      "--out",
      target,
      "--min-windows",
      "1",
      "--min-days",
      "0",
      "--min-labels",
      "1",
    ];
    await stopped(fit, place, signal);
    const { method, userCount } = await doneJson<{ method: string; userCount: number }>(["inspect", target]);
    expect(method).toBe("temperature");
    expect([2, 220]).toContain(userCount);
    await done(["fit", at("labelled.csv"), "--out", target]);
    expect(entriesOf(place)).toEqual(["store"]);
  });
});
