import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

const root = new URL("../../../../", import.meta.url);
const rules = createRequire(import.meta.url)(fileURLToPath(new URL(".dependency-cruiser.cjs", root))) as {
  readonly forbidden: readonly { readonly name: string; readonly comment?: string }[];
};

describe("ARCHITECTURE.md", () => {
  it("has the import table that is checked", () => {
    const page = readFileSync(new URL("ARCHITECTURE.md", root), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)`\s*\| ([\w, ]+?)\s*\|/gm)].map(
      ([, folder, allowed]) => `${folder}: ${allowed}`,
    );
    const checked = rules.forbidden.flatMap(({ name, comment }) => {
      const folder = /^library-(\w+)$/.exec(name)?.[1];
      const allowed = / may import (.*) and itself$/.exec(comment ?? "")?.[1];
      return folder !== undefined && allowed !== undefined ? [`${folder}: ${allowed}`] : [];
    });
    expect(rows).toEqual(checked);
    expect(rows).toHaveLength(13);
  });
});

/** Engines agree on a square, on powers of 2 and on whole numbers; the linter knows the functions on which they do not. */
it("raises to no power that engines round differently", () => {
  const source = new URL("packages/calibrated/src/", root);
  const names = readdirSync(source, { recursive: true, encoding: "utf8" });
  const others = names
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => readFileSync(new URL(name, source), "utf8").split("\n"))
    .filter((line) => !/^\s*(\*|\/\*\*|\/\/)/.test(line))
    .flatMap((line) => line.match(/\S+ \*\*=? \S+/g) ?? [])
    .filter((power) => !/^\W*2 \*\* |\*\* (2|2n)\b/.test(power));
  expect(others).toEqual([]);
});
