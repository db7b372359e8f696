import { spawnSync } from "node:child_process";

import { describe, expect, it } from "vitest";

import { binary, done, runCalibrated } from "./runCalibrated.ts";

const commands = ["fit", "apply", "evaluate", "report", "tune-reject", "inspect", "policy", "studio", "demo"];
const policyCommands = ["create", "show", "check", "remove"].map((name) => `policy ${name}`);

describe("help", () => {
  it("names every command, the exit codes and an example", async () => {
    const help = await done(["--help"]);
    for (const command of commands) expect(help).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(help).toContain(
      "Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 bad input, 4 file system.",
    );
    expect(help).toContain("Example:\n  calibrated fit ");
  });

  it.each([...commands, ...policyCommands])("of %s has an example that starts with it", async (command) => {
    const help = await done([...command.split(" "), "--help"]);
    expect(help).toMatch(new RegExp(`Example:\\n  calibrated ${command}\\b`));
    expect(help).toContain("--json");
  });

  it("is what a call without arguments prints", async () => {
    expect(await done([])).toBe(await done(["--help"]));
  });

  it("has no colours", async () => {
    const { stdout } = await runCalibrated(["--help"], { env: { ...process.env, FORCE_COLOR: "1" } });
    expect(stdout).not.toContain("\u001b");
  });

  it("tells the version", async () => {
    expect(await done(["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("takes less than 2.5 times as long as node alone", () => {
    // The fastest of several runs, one after the other in turn: what else the machine does only ever adds time.
    const bare: number[] = [];
    const help: number[] = [];
    for (let run = 0; run < 7; run++) {
      bare.push(seconds(["-e", "0"]));
      help.push(seconds([binary, "--help"]));
    }
    expect(Math.min(...help) / Math.min(...bare)).toBeLessThan(2.5);
  });
});

function seconds(args: readonly string[]): number {
  const start = performance.now();
  expect(spawnSync(process.execPath, args).status).toBe(0);
  return (performance.now() - start) / 1000;
}
