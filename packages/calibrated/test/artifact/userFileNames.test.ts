import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { encodedUserFileNames, isEncodedName, staysInFolder } from "../../src/artifact/userFileNames.ts";
import { hostileIds } from "./hostileIds.ts";

/** The names of all users. */
function fileNames(ids: readonly string[]): string[] {
  const encoded = encodedUserFileNames(ids);
  return ids.map((id) => encoded.get(id) ?? `${id}.json`);
}

/** What a careless file system makes of a name. */
const seenByDisks = (name: string): string => name.normalize("NFKD").toLowerCase();

const anyId = fc.oneof(
  fc.constantFrom(...hostileIds),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string(),
);

describe("encodedUserFileNames", () => {
  it("keeps the seed's name for a safe id", () => {
    for (const id of ["alice", "Bob", "user-7", "name with spaces", "mail@example.org", "Zoë", "u_1", "😀"]) {
      expect(fileNames([id])).toEqual([`${id}.json`]);
    }
  });

  it("encodes an id that is not in normal form C, which disks may change", () => {
    expect(fileNames(["e\u0301"])).toEqual(["~e_cc_81.json"]);
  });

  it("encodes an id only where a neighbour differs in nothing but case or normal form", () => {
    expect(fileNames(["Ann", "bob"])).toEqual(["Ann.json", "bob.json"]);
    expect(fileNames(["Ann", "ann"])).toEqual(["~_41nn.json", "~ann.json"]);
  });

  it("gives every user another name, on disks that ignore case and normal form too", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyId, { maxLength: 40 }), (ids) => {
        expect(new Set(fileNames(ids).map(seenByDisks)).size).toBe(ids.length);
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  it("gives names that every system takes, inside the folder", () => {
    for (const name of fileNames(hostileIds)) {
      expect(name).toMatch(/^[^/\\:*?"<>|\u0000-\u001f]+\.json$/u);
      expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|^[. ]/i);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
    }
  });

  it("does not depend on the order of the ids", () => {
    expect(encodedUserFileNames(hostileIds.toReversed())).toEqual(encodedUserFileNames(hostileIds));
  });

  it("gives encoded names that a reader can tell from any other", () => {
    for (const name of encodedUserFileNames(hostileIds).values()) expect(isEncodedName(name)).toBe(true);
    for (const name of [
      "../x.json",
      "~../x.json",
      "~a/b.json",
      "alice.json",
      "~A.json",
      "~.json",
      "~a.txt",
    ]) {
      expect(isEncodedName(name)).toBe(false);
    }
  });
});

describe("staysInFolder", () => {
  it("is false for whatever a path could climb with", () => {
    const inside = ["alice", "..", "", "a b", "a/b", "a\\b", "a/b/", "a\tb", "a\nb", "C:\\a", "...a/b"];
    expect(inside.filter((id) => !staysInFolder(id))).toEqual([]);
    const outside = [
      "../a",
      "..\\a",
      "/a",
      "\\a",
      "a/../../b",
      "a/..\\b",
      "./a",
      "a//b",
      ".. /a",
      "a\u0000b",
      "/",
    ];
    expect(outside.filter(staysInFolder)).toEqual([]);
  });
});
