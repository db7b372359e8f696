import { describe, expect, it } from "vitest";

import {
  anything,
  boolean,
  invalidField,
  list,
  number,
  object,
  optional,
  parseJson,
  text,
} from "../../src/artifact/jsonShape.ts";

const person = object({
  name: text,
  age: optional(number),
  tags: list(text),
  isNew: optional(boolean),
  rest: anything,
});

describe("parseJson", () => {
  it("names the file that is not JSON", () => {
    expect(parseJson("[1]", "a.json")).toEqual([1]);
    expect(() => parseJson("{", "a.json")).toThrow(expect.objectContaining({ code: "not-json" }));
    expect(() => parseJson("{", "a.json")).toThrow(/expected JSON.*file "a.json"/);
  });
});

describe("object", () => {
  it("gives the fields it knows, null for an optional one that is absent or null", () => {
    expect(person({ name: "Ann", tags: [], age: null, more: 7 }, "a.json")).toEqual({
      name: "Ann",
      age: null,
      tags: [],
      isNew: null,
      rest: undefined,
    });
  });

  it.each([
    ["no object", null, undefined, "an object", "null"],
    ["a missing field", { tags: [] }, "name", "a text", "nothing"],
    ["another kind", { name: 7, tags: [] }, "name", "a text", "7"],
    ["no list", { name: "", tags: {} }, "tags", "a list", "an object"],
    ["an item of another kind", { name: "", tags: ["a", null] }, "tags[1]", "a text", "null"],
    ["an optional of another kind", { name: "", tags: [], isNew: "yes" }, "isNew", "true or false", '"yes"'],
  ])("refuses %s, naming file, field, expected and found", (_name, value, field, expected, found) => {
    const details =
      field === undefined ? { file: "a.json", expected, found } : { file: "a.json", field, expected, found };
    expect(() => person(value, "a.json")).toThrow(
      expect.objectContaining({ code: "invalid-field", details: expect.objectContaining(details) }),
    );
  });

  it("does not take what is only inherited for a field", () => {
    expect(() => object({ constructor: text })({}, "a.json")).toThrow(/found nothing/);
    expect(() => object({ name: text })(JSON.parse('{"__proto__": {"name": "x"}}'), "a.json")).toThrow(
      /found nothing/,
    );
  });

  it("cuts a long value short", () => {
    expect(() => number("x".repeat(1000), "a.json")).toThrow(/xxx…/);
    expect(() => number([1, 2, 3], "a.json")).toThrow(/found a list of 3/);
  });
});

describe("a hostile value", () => {
  it("may be nested as deep as it likes", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    expect(() => text(deep, "a.json")).toThrow(expect.objectContaining({ code: "invalid-field" }));
  });
});

describe("invalidField", () => {
  it("leaves out a field that is not known", () => {
    expect(invalidField("a.json", undefined, "this", "that").details).not.toHaveProperty("field");
  });
});
