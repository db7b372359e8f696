import { describe, expect, it } from "vitest";

import { bundleFile, decodeModelBundle } from "../../src/artifact/modelBundleJson.ts";

const json = { schema_hash: "3f2a", label_set: ["Write", "Build"], params: { depth: 3 } };
const file = `models/run1/${bundleFile}`;

describe("decodeModelBundle", () => {
  it("has the schema hash and each class once", () => {
    expect(decodeModelBundle(json, file)).toEqual({ schemaHash: "3f2a", labelSet: ["Write", "Build"] });
    expect(decodeModelBundle({ ...json, label_set: ["a", "a"] }, file).labelSet).toEqual(["a"]);
  });

  it.each([
    ["schema_hash", { schema_hash: undefined }, "nothing"],
    ["schema_hash", { schema_hash: 7 }, "7"],
    ["schema_hash", { schema_hash: "" }, '""'],
    ["label_set", { label_set: null }, "null"],
    ["label_set", { label_set: [] }, "none"],
    ["label_set[1]", { label_set: ["a", 1] }, "1"],
  ])("has an error in place of a broken %s, and the other field all the same", (field, parts, found) => {
    const bundle = decodeModelBundle({ ...json, ...parts }, file);
    const broken = "schema_hash" in parts ? bundle.schemaHash : bundle.labelSet;
    expect(broken).toMatchObject({ code: "invalid-field", details: { field, file, found } });
    expect("schema_hash" in parts ? bundle.labelSet : bundle.schemaHash).toEqual(
      "schema_hash" in parts ? json.label_set : json.schema_hash,
    );
  });

  it.each([null, "text", 7])("refuses %j", (value) => {
    expect(() => decodeModelBundle(value, file)).toThrow(expect.objectContaining({ code: "invalid-field" }));
  });

  it("does not take what is only inherited for a field", () => {
    const bundle = decodeModelBundle(
      JSON.parse('{"__proto__": {"schema_hash": "x", "label_set": ["a"]}}'),
      file,
    );
    expect(bundle.schemaHash).toMatchObject({ code: "invalid-field" });
    expect(bundle.labelSet).toMatchObject({ code: "invalid-field" });
  });
});
