import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readModelBundle } from "../../src/io/modelBundle.ts";
import { metadata, writeJson } from "./policyFiles.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

describe("readModelBundle", () => {
  it("reads the schema hash and the classes", async () => {
    const dir = temporaryFolder();
    writeJson(join(dir, "metadata.json"), metadata);
    expect(await readModelBundle(dir)).toEqual({
      schemaHash: metadata.schema_hash,
      labelSet: metadata.label_set,
    });
  });

  it.each([
    ["not-json", '{"schema_hash": "3f2a", "label'],
    ["not-json", '{"schema_hash": NaN}'],
    ["invalid-field", "null"],
  ])("is the error %s for a metadata.json of %s", async (code, text) => {
    const dir = temporaryFolder();
    const file = writeJson(join(dir, "metadata.json"), text);
    expect(await readModelBundle(dir)).toMatchObject({ code, details: { file } });
  });

  it("is an error for a folder that is not there, without a file, or a file itself", async () => {
    const dir = temporaryFolder();
    expect(await readModelBundle(join(dir, "none"))).toMatchObject({ code: "not-found" });
    expect(await readModelBundle(dir)).toMatchObject({
      code: "not-found",
      details: { file: join(dir, "metadata.json") },
    });
    expect(await readModelBundle(writeJson(join(dir, "file"), "x"))).toMatchObject({ code: "not-found" });
    mkdirSync(join(dir, "odd", "metadata.json"), { recursive: true });
    expect(await readModelBundle(join(dir, "odd"))).toMatchObject({ code: "file-system" });
  });
});
