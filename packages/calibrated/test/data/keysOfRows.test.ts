import { describe, expect, it } from "vitest";

import { keysOfRows } from "../../src/data/keysOfRows.ts";

describe("keysOfRows", () => {
  it("says which key each row has, keys in order of first appearance", () => {
    const { keys, indices } = keysOfRows(["ann", "eve", "bob", "ann", "robert"], (name) => name.length);
    expect(keys).toEqual([3, 6]);
    expect(Array.from(indices)).toEqual([0, 0, 0, 0, 1]);
    expect(keysOfRows([], String)).toEqual({ keys: [], indices: new Uint32Array(0) });
  });

  it("asks about each value once", () => {
    const asked: (string | null)[] = [];
    keysOfRows(["ann", null, "ann", null, "bob"], (userId) => asked.push(userId));
    expect(asked).toEqual(["ann", null, "bob"]);
  });
});
