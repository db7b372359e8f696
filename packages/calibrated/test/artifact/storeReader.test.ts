import { describe, expect, it } from "vitest";

import { readStore, storeFilePaths } from "../../src/artifact/storeReader.ts";

const metadata =
  '{"method": "temperature", "user_count": 2, "user_ids": ["ann", "b/c"], "user_files": [{"user_id": "b/c", "file": "~b_2fc.json"}]}';

describe("storeFilePaths", () => {
  it("names every file of a store", () => {
    expect(storeFilePaths(metadata)).toEqual([
      "store.json",
      "global.json",
      "users/ann.json",
      "users/~b_2fc.json",
    ]);
  });
});

describe("readStore", () => {
  it("reads the files that are named, whatever they come from", async () => {
    const asked: string[] = [];
    const store = await readStore((path) => {
      asked.push(path);
      return Promise.resolve(path === "store.json" ? metadata : '{"type": "identity"}');
    }, {});
    expect(asked).toEqual(storeFilePaths(metadata));
    expect(store.userIds).toEqual(["ann", "b/c"]);
  });
});
