import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { jsonText } from "../../src/artifact/jsonText.ts";

describe("jsonText", () => {
  it("holds nothing but ASCII and reads back as it was, lone surrogates too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, key) => {
        const written = jsonText({ [`k${key}`]: text });
        expect(written).toMatch(/^[\0-\x7f]*\n$/);
        expect(JSON.parse(written)).toEqual({ [`k${key}`]: text });
      }),
      { seed: 11, numRuns: 500 },
    );
    expect(JSON.parse(jsonText("Zoë 😀 \ud800"))).toBe("Zoë 😀 \ud800");
  });
});
