import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import {
  currentDirectory,
  directoryIdentity,
  isBeingReplaced,
  replaceDirectory,
} from "../../src/io/replaceDirectory.ts";
import { filesBelow, temporaryFolder } from "./temporaryFolder.ts";

const host = Buffer.from(hostname()).toString("hex").slice(0, 32);
/** No process has this number. */
const dead = `${host}-4194999-1-abc`;

function folderWith(path: string, text: string): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "a"), text);
}

describe("replaceDirectory", () => {
  it("puts the new files in the place of the old ones", async () => {
    const parent = temporaryFolder();
    const target = join(parent, "x");
    await replaceDirectory(
      target,
      new Map([
        ["a", "1"],
        ["deep/er/b", "2"],
      ]),
    );
    await replaceDirectory(target, new Map([["deep/c", "3"]]));
    expect(filesBelow(parent)).toEqual(["x/deep/c"]);
  });

  it("clears away what a dead writer left, and nothing that is a living one's or somebody else's", async () => {
    const parent = temporaryFolder();
    folderWith(join(parent, `.x.writing-${dead}`), "half");
    folderWith(join(parent, `.x.previous-${dead}`), "old");
    const living = `.x.writing-${host}-${process.ppid}-1-abc`;
    const elsewhere = ".x.writing-ffff-4194999-1-abc";
    for (const name of [living, elsewhere, ".x.notes", `.y.writing-${dead}`])
      folderWith(join(parent, name), "theirs");
    await replaceDirectory(join(parent, "x"), new Map([["a", "new"]]));
    expect(readdirSync(parent).toSorted()).toEqual(
      [living, elsewhere, ".x.notes", `.y.writing-${dead}`, "x"].toSorted(),
    );
  });

  it("leaves the old folder and nothing else when a file cannot be written", async () => {
    const parent = temporaryFolder();
    folderWith(join(parent, "x"), "old");
    await expect(replaceDirectory(join(parent, "x"), new Map([["y".repeat(300), "1"]]))).rejects.toThrow(
      "ENAMETOOLONG",
    );
    expect(filesBelow(parent)).toEqual(["x/a"]);
    await expect(replaceDirectory(join(parent, "new"), new Map([["y".repeat(300), "1"]]))).rejects.toThrow();
    expect(readdirSync(parent)).toEqual(["x"]);
    const many = Array.from({ length: 200 }, (_, i): [string, string] => [
      i === 20 ? "y".repeat(300) : `a${i}`,
      "1",
    ]);
    await expect(replaceDirectory(join(parent, "new"), new Map(many))).rejects.toThrow("ENAMETOOLONG");
    expect(readdirSync(parent)).toEqual(["x"]);
  });
});

describe("replaceDirectory of a folder", () => {
  it("with a long name works as with any other", async () => {
    const parent = temporaryFolder();
    for (const name of ["x".repeat(250), "é".repeat(120)]) {
      await replaceDirectory(join(parent, name), new Map([["a", "1"]]));
      await replaceDirectory(join(parent, name), new Map([["a", "2"]]));
      expect(readFileSync(join(parent, name, "a"), "utf8")).toBe("2");
      expect(await isBeingReplaced(join(parent, name))).toBe(false);
    }
    expect(readdirSync(parent)).toHaveLength(2);
  });

  it("that is closed to others keeps it so", async () => {
    const target = join(temporaryFolder(), "x");
    mkdirSync(target, { mode: 0o700 });
    await replaceDirectory(target, new Map([["a", "1"]]));
    expect(statSync(target).mode & 0o777).toBe(0o700);
  });
});

describe("currentDirectory", () => {
  it("is the folder or, where a writer died between its two renames, the newest complete one beside it", async () => {
    const parent = temporaryFolder();
    const target = join(parent, "x");
    expect(await currentDirectory(target)).toBe(target);
    folderWith(join(parent, `.x.writing-${dead}`), "half");
    folderWith(join(parent, `.x.previous-${dead}`), "old");
    expect(await currentDirectory(target)).toBe(target);
    for (const [token, text] of [
      ["1", "new"],
      ["2", "newer"],
    ]) {
      folderWith(join(parent, `.x.previous-${dead}${token}`), "old");
      folderWith(join(parent, `.x.next-${dead}${token}`), text!);
    }
    utimesSync(join(parent, `.x.next-${dead}1`), 1, 1);
    expect(readFileSync(join(await currentDirectory(target), "a"), "utf8")).toBe("newer");
    folderWith(target, "there");
    expect(await currentDirectory(target)).toBe(target);
  });

  it("does not bring back a folder that was removed: a next one whose writer never moved the old one aside", async () => {
    const parent = temporaryFolder();
    folderWith(join(parent, `.x.next-${dead}`), "new");
    expect(await currentDirectory(join(parent, "x"))).toBe(join(parent, "x"));
  });
});

describe("directoryIdentity", () => {
  it("changes when another folder takes the place", async () => {
    const target = join(temporaryFolder(), "x");
    expect(await directoryIdentity(target)).toBeNull();
    await replaceDirectory(target, new Map([["a", "1"]]));
    const first = await directoryIdentity(target);
    expect(await directoryIdentity(target)).toBe(first);
    await replaceDirectory(target, new Map([["a", "1"]]));
    expect(await directoryIdentity(target)).not.toBe(first);
  });
});

describe("isBeingReplaced", () => {
  it("sees a living writer's traces, not a dead one's", async () => {
    const parent = temporaryFolder();
    folderWith(join(parent, `.x.next-${dead}`), "");
    expect(await isBeingReplaced(join(parent, "x"))).toBe(false);
    folderWith(join(parent, `.x.next-${host}-${process.ppid}-1-abc`), "");
    expect(await isBeingReplaced(join(parent, "x"))).toBe(true);
  });
});
