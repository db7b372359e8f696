import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { done, entriesOf, flights, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, fitStore, labelledRows, writeFiles } from "./tables.ts";

const folder = temporaryFolder();
const table = join(folder, "labelled.csv");
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
});

/** A folder of its own in the folder of this file. */
function place(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { mode: 0o755 });
  return path;
}

function asRoot(tool: string, ...args: string[]): ReturnType<typeof spawnSync> {
  return spawnSync(tool, args);
}

const isRoot = process.getuid?.() === 0;

/** The commands that write, but for where to. */
const writing = (): string[][] => [
  ["fit", table],
  ["apply", table, "--store", store],
  ["report", table],
];

describe("a target", () => {
  it("that is a folder with something else is refused before any work, and stays", async () => {
    const photos = place("photos");
    writeFiles(photos, { "holiday.jpg": "picture" });
    for (const input of [table, "no such table.csv"]) {
      const { code, stdout, stderr } = await runCalibrated(["fit", input, "--out", photos]);
      expect(stderr).toContain('but found the file "holiday.jpg"');
      expect(stderr).toContain(`file "${photos}"`);
      expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    }
    expect(entriesOf(photos)).toEqual(["holiday.jpg"]);
    expect(entriesOf(folder)).toContain("photos");
  });

  it("that is the current folder, or above it, is refused for a store, which would leave its caller nowhere", async () => {
    const inside = place("inside");
    const refused = async (out: string, cwd: string): Promise<void> => {
      const { code, stderr } = await runCalibrated(["fit", table, "--out", out], { cwd });
      expect(stderr).toContain("found the current folder, or one above it");
      expect(code).toBe(4);
    };
    await refused(".", inside);
    expect(entriesOf(inside)).toEqual([]);
    await runCalibrated(["fit", table, "--out", inside]);
    const before = entriesOf(inside);
    expect(before).toContain("store.json");
    await refused(inside, inside);
    mkdirSync(join(inside, "users"), { recursive: true });
    await refused("..", join(inside, "users"));
    expect(entriesOf(inside).filter((name) => name !== "users")).toEqual(
      before.filter((name) => name !== "users"),
    );
  });

  it("without a name is refused", async () => {
    for (const args of writing()) {
      const { code, stderr } = await runCalibrated([...args, "--out", ""]);
      expect(stderr).toContain('Failed to parse "" for out: expected a path');
      expect(code).toBe(2);
    }
  });

  it.runIf(process.platform === "linux")("where no folder can be made is refused", async () => {
    for (const args of writing()) {
      const { code, stderr } = await runCalibrated([...args, "--out", "/proc/nowhere/x.csv"]);
      expect(stderr).toContain("found no such file or folder");
      expect(code).toBe(4);
    }
  });

  it("that is a file is refused for a store", async () => {
    const { code, stderr } = await runCalibrated(["fit", table, "--out", table]);
    expect(code).toBe(4);
    expect(stderr).toContain("but found a file");
    expect(readFileSync(table, "utf8")).toBe(csvOf(labelledRows()));
  });

  it("whose folder would be a file is refused", async () => {
    const { code, stderr } = await runCalibrated([
      "apply",
      table,
      "--store",
      store,
      "--out",
      join(table, "out.csv"),
    ]);
    expect(code).toBe(4);
    expect(stderr).toContain("a file where a folder should be");
  });

  it("that is a link keeps pointing at its file, and a file keeps its permissions", async () => {
    const linked = place("linked");
    writeFileSync(join(linked, "real.csv"), "old");
    chmodSync(join(linked, "real.csv"), 0o600);
    symlinkSync("real.csv", join(linked, "link.csv"));
    await done(["apply", table, "--store", store, "--out", join(linked, "link.csv")]);
    expect(lstatSync(join(linked, "link.csv")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(linked, "real.csv"), "utf8")).toContain("predicted");
    expect(statSync(join(linked, "real.csv")).mode & 0o777).toBe(0o600);
    expect(entriesOf(linked)).toEqual(["link.csv", "real.csv"]);
  });

  it("that is a link to nothing yet makes what it points at", async () => {
    const linked = place("dangling");
    symlinkSync("later.csv", join(linked, "second.csv"));
    symlinkSync("second.csv", join(linked, "first.csv"));
    await done(["apply", table, "--store", store, "--out", join(linked, "first.csv")]);
    expect(lstatSync(join(linked, "first.csv")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(linked, "second.csv")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(linked, "later.csv"), "utf8")).toContain("predicted");
  });

  it.skipIf(process.platform === "win32")("that is a device is written into and never replaced", async () => {
    await done(["apply", table, "--store", store, "--out", "/dev/null", "--format", "csv"]);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("whose content is refused by the input stays as it was", async () => {
    const kept = place("kept");
    writeFiles(kept, { "out.csv": "old" });
    const { "bad.csv": bad } = writeFiles(folder, { "bad.csv": csvOf(labelledRows()).replace("0.8", "8") });
    cpSync(store, join(kept, "store"), { recursive: true });
    const before = readFileSync(join(kept, "store", "store.json"), "utf8");
    expect((await runCalibrated(["apply", bad, "--store", store, "--out", join(kept, "out.csv")])).code).toBe(
      3,
    );
    expect((await runCalibrated(["fit", bad, "--out", join(kept, "store")])).code).toBe(3);
    expect(readFileSync(join(kept, "out.csv"), "utf8")).toBe("old");
    expect(readFileSync(join(kept, "store", "store.json"), "utf8")).toBe(before);
    expect(entriesOf(kept)).toEqual(["out.csv", "store"]);
  });
});

describe("without permission", () => {
  it("nothing is written and nothing read, and the file is named", async ({ skip }) => {
    if (process.platform === "win32") skip("needs POSIX permissions");
    const closed = place("closed");
    writeFiles(closed, { "out.csv": "old", "secret.csv": csvOf(labelledRows()) });
    cpSync(store, join(closed, "store"), { recursive: true });
    // Root may write everywhere: it becomes somebody else, from whom the folder is closed.
    if (!isRoot) chmodSync(closed, 0o555);
    chmodSync(join(closed, "secret.csv"), isRoot ? 0o600 : 0);
    const as = isRoot ? { uid: 65534, cwd: "/" } : { cwd: "/" };
    for (const args of [
      ["apply", table, "--store", store, "--out", join(closed, "out.csv")],
      ["apply", table, "--store", store, "--out", join(closed, "new", "out.csv")],
      ["fit", table, "--out", join(closed, "store")],
      ["fit", "no such table.csv", "--out", join(closed, "fresh")],
      ["evaluate", join(closed, "secret.csv")],
    ]) {
      const { code, stdout, stderr } = await runCalibrated(args, as);
      expect(stderr).toContain("expected the file system to allow it, but found no permission");
      expect(stderr).toContain(closed);
      expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    }
    chmodSync(closed, 0o755);
    expect(readFileSync(join(closed, "out.csv"), "utf8")).toBe("old");
    expect(entriesOf(closed)).toEqual(["out.csv", "secret.csv", "store"]);
  });
});

describe("a full disk", () => {
  const disk = join(folder, "disk");
  const large = join(folder, "large.csv");
  let reason = "";
  beforeAll(() => {
    // Noise that cannot be compressed to nothing.
    const rows = Array.from({ length: 500 }, () => labelledRows()).flat();
    writeFileSync(large, csvOf(rows.map((row, i) => ({ ...row, noise: Math.sin(i) }))));
    mkdirSync(disk);
    const mounted = asRoot("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk);
    if (mounted.status !== 0)
      reason = `no small disk: mount says ${String(mounted.stderr ?? mounted.error).trim()}`;
  });
  afterAll(() => {
    if (reason === "") asRoot("umount", disk);
  });

  it("leaves the old table and no part of a new one", async ({ skip }) => {
    if (reason !== "") skip(reason);
    for (const name of ["out.csv", "out.jsonl", "out.parquet"]) {
      writeFileSync(join(disk, name), "old");
      const { code, stdout, stderr } = await runCalibrated([
        "apply",
        large,
        "--store",
        store,
        "--out",
        join(disk, name),
      ]);
      expect(stderr).toContain(`but found no space left on the disk, file "${join(disk, name)}"`);
      expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
      expect(readFileSync(join(disk, name), "utf8")).toBe("old");
    }
    expect(entriesOf(disk)).toEqual(["out.csv", "out.jsonl", "out.parquet"]);
  });

  it("leaves the old store and no part of a new one", async ({ skip }) => {
    if (reason !== "") skip(reason);
    await done(["fit", table, "--out", join(disk, "store")]);
    const before = readFileSync(join(disk, "store", "store.json"), "utf8");
    const fit = ["fit", flights, "--method", "isotonic", "--min-windows", "20"];
    for (const name of ["store", "fresh"]) {
      const { code, stdout, stderr } = await runCalibrated([...fit, "--out", join(disk, name)]);
      expect(stderr).toContain("but found no space left on the disk");
      expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    }
    expect(readFileSync(join(disk, "store", "store.json"), "utf8")).toBe(before);
    expect(entriesOf(disk).filter((name) => !name.startsWith("out."))).toEqual(["store"]);
  });

  it("for rows that do not fit into memory is told", async ({ skip }) => {
    if (reason !== "") skip(reason);
    const before = entriesOf(disk);
    const fit = ["fit", flights, "--memory-limit", "0.5MB", "--out", join(folder, "spooled")];
    const { code, stdout, stderr } = await runCalibrated(fit, { env: { ...process.env, TMPDIR: disk } });
    expect(stderr).toMatch(
      /Cannot keep the rows that do not fit into memory: .* but found no space left on the disk/,
    );
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(entriesOf(disk)).toEqual(before);
  });

  it("for the copy of standard input is told", async ({ skip }) => {
    if (reason !== "") skip(reason);
    const before = entriesOf(disk);
    const env = { ...process.env, TMPDIR: disk };
    const { code, stderr } = await runCalibrated(["evaluate", "-"], { env, input: readFileSync(flights) });
    expect(stderr).toContain(
      "Cannot write down standard input: expected the file system to allow it, but found no space left",
    );
    expect(code).toBe(4);
    expect(entriesOf(disk)).toEqual(before);
  });
});
