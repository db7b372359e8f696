import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * Runs every example that a reader sees: the `@example` of each public symbol and the TypeScript blocks of the
 * Markdown pages. A line `expression; // => value` is an assertion; numbers hold to the digits shown.
 */
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const source = join(root, "packages", "calibrated", "src");

interface Example {
  readonly name: string;
  readonly code: string;
}

function sourceExamples(): Example[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const comments = readFileSync(join(source, file), "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? [];
    return comments.flatMap((comment) => {
      const example = /@example\n([\s\S]*?)(?=\n\s*\* (?:@|Sources?:)|\n\s*\*\/|$)/.exec(comment)?.[1];
      if (example === undefined) return [];
      const code = example.replace(/^\s*\* ?/gm, "");
      return [{ name: file, code }];
    });
  });
}

function pageExamples(page: string): Example[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/```ts\n([\s\S]*?)```/g);
  return [...blocks].map(([, code], i) => ({ name: `${page}, block ${i + 1}`, code: code! }));
}

/** Turns `expression; // => value` into a call that compares the two. */
function withAssertions(code: string): string {
  return code.replace(
    /^(?<expression>[^\n]*?);? \/\/ => (?<value>.*)$/gm,
    (_line, expression: string, value: string) => {
      return `__check(${expression}, ${value}, ${JSON.stringify(expression)});`;
    },
  );
}

function check(found: unknown, expected: unknown, expression: string): void {
  if (typeof expected === "number" && typeof found === "number") {
    const [, decimals = ""] = String(expected).split(".");
    expect(found, expression).toBeCloseTo(expected, Math.max(decimals.length, 1) - 0.5);
  } else if (Array.isArray(expected) && Array.isArray(found)) {
    expect(found, expression).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) check(found[i], value, `${expression}[${i}]`);
  } else {
    expect(found, expression).toEqual(expected);
  }
}

const examples = [
  ...sourceExamples(),
  ...pageExamples("README.md"),
  ...pageExamples("packages/calibrated/README.md"),
  ...pageExamples("docs/evaluate.md"),
  ...pageExamples("docs/policy.md"),
  ...pageExamples("docs/report.md"),
];
let folder: string;

beforeAll(() => {
  // Beside the packages, so that "calibrated" is found as an application would find it.
  folder = mkdtempSync(join(root, "node_modules", ".documentation-"));
  Object.assign(globalThis, { __check: check });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("documentation", () => {
  it("has an example for every function and class that is exported", () => {
    const names =
      readFileSync(join(source, "index.ts"), "utf8") +
      readFileSync(join(source, "apply.ts"), "utf8") +
      readFileSync(join(source, "report", "index.ts"), "utf8") +
      readFileSync(join(source, "io", "index.ts"), "utf8");
    const all = examples.map(({ code }) => code).join("\n");
    const values = [...names.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
      list!
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "" && !name.startsWith("type ")),
    );
    expect(values.length).toBeGreaterThan(20);
    expect(values.filter((name) => !all.includes(name))).toEqual([]);
  });

  it.each(examples.map((example, i) => ({ ...example, i })))(
    "runs the example of $name",
    async ({ code, i }) => {
      const { code: script } = await transform(withAssertions(code), { loader: "ts", format: "esm" });
      const file = join(folder, `example${i}.mjs`);
      writeFileSync(file, script);
      const before = process.cwd();
      process.chdir(folder);
      try {
        await import(/* @vite-ignore */ pathToFileURL(file).href);
      } finally {
        process.chdir(before);
      }
    },
  );
});
