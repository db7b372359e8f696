import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { cellsOf, csvOf, labelledRows, writeFiles, type Row } from "./tables.ts";

/** The same predictions as probabilities, and as logits in columns of the same names or of others. */
const folder = temporaryFolder();
const rows = labelledRows();
const asLogits = (prefix: string): Row[] =>
  rows.map((row, i) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) =>
        name.startsWith("p_")
          ? [`${prefix}${name.slice(2)}`, Math.log(value as number) + (i % 7) - 3]
          : [name, value],
      ),
    ),
  );
const files = writeFiles(folder, {
  "p.csv": csvOf(rows),
  "logits.csv": csvOf(asLogits("p_")),
  "z.csv": csvOf(asLogits("z_")),
});
const store = (name: string): string => join(folder, name);
const given: readonly (readonly [string, string[]])[] = [
  ["p_", [files["logits.csv"], "--logit-prefix", "p_"]],
  ["z_", [files["z.csv"], "--logit-prefix", "z_"]],
];

/** Numbers that went through a logarithm and back are some roundings apart. */
function alike(found: unknown, expected: unknown): void {
  if (typeof expected === "number") expect(found).toBeCloseTo(expected, 8);
  else if (Array.isArray(expected)) {
    expect(found).toHaveLength(expected.length);
    for (const [i, one] of expected.entries()) alike((found as unknown[])[i], one);
  } else if (typeof expected === "object" && expected !== null) {
    expect(Object.keys(found as object)).toEqual(Object.keys(expected));
    for (const [key, one] of Object.entries(expected)) alike((found as Record<string, unknown>)[key], one);
  } else expect(found).toBe(expected);
}

beforeAll(async () => {
  for (const method of ["temperature", "platt"])
    await done(["fit", files["p.csv"], "--out", store(method), "--method", method, "--min-windows", "40"]);
});

describe.concurrent.each(given)("logits in columns %s<class>", (prefix, table) => {
  it.each(["temperature", "platt"])("fit the same %s store", async (method) => {
    const out = store(`${method}${prefix}`);
    await done(["fit", ...table, "--out", out, "--method", method, "--min-windows", "40"]);
    const [found, expected] = [
      await doneJson<{ global: object; users: object[] }>(["inspect", out]),
      await doneJson<{ global: object; users: object[] }>(["inspect", store(method)]),
    ];
    alike([found.global, found.users], [expected.global, expected.users]);
  });

  it("are evaluated the same", async () => {
    const of = async (...args: string[]): Promise<unknown> => {
      const { raw, calibrated } = await doneJson<Record<string, { nll: number; brierScore: number }>>([
        "evaluate",
        ...args,
        "--store",
        store("temperature"),
        "--intervals",
        "none",
      ]);
      return [raw!.nll, raw!.brierScore, calibrated!.nll, calibrated!.brierScore];
    };
    alike(await of(...table), await of(files["p.csv"]));
  });

  it("tune the same threshold", async () => {
    const of = async (...args: string[]): Promise<unknown> =>
      (
        await doneJson<{ threshold: number }>([
          "tune-reject",
          ...args,
          "--store",
          store("temperature"),
          "--goal",
          "coverage",
          "--min-coverage",
          "0.5",
        ])
      ).threshold;
    alike(await of(...table), await of(files["p.csv"]));
  });

  it("are applied the same, and give way to probabilities only where these have their name", async () => {
    const of = async (...args: string[]): Promise<string[][]> => {
      const { code, stdout } = await runCalibrated([
        "apply",
        ...args,
        "--store",
        store("temperature"),
        "--out",
        "-",
      ]);
      expect(code).toBe(0);
      return cellsOf(stdout);
    };
    const [header, ...found] = await of(...table);
    const [, ...expected] = await of(files["p.csv"]);
    const names = ["p_cat", "p_dog", "p_owl"];
    expect(header!.filter((name) => name.startsWith("p_"))).toEqual(names);
    expect(header!.some((name) => name.startsWith("z_"))).toBe(prefix === "z_");
    const at = (header_: string[], cells: string[]): number[] =>
      names.map((name) => Number(cells[header_.indexOf(name)]));
    const plain = Object.keys(rows[0]!);
    alike(
      found.map((cells) => at(header!, cells)),
      expected.map((cells) => at(plain, cells)),
    );
  });
});

describe.concurrent("logits", () => {
  it("are never guessed: without the option they are no probabilities", async () => {
    const { code, stderr } = await runCalibrated(["evaluate", files["logits.csv"]]);
    expect(code).toBe(3);
    expect(stderr).toContain("--logit-prefix");
  });

  it.each(["NaN", "inf", "high", null])("of %s are an error that names the cell", async (cell) => {
    const bad = asLogits("p_").map((row, i): Row => (i === 2 ? { ...row, p_dog: cell } : row));
    const name = `bad ${cell}.csv` as const;
    const { [name]: table } = writeFiles(folder, { [name]: csvOf(bad) });
    const { code, stderr } = await runCalibrated(["evaluate", table!, "--logit-prefix", "p_"]);
    expect(code).toBe(3);
    expect(stderr).toContain("Invalid logits: expected finite numbers");
    expect(stderr).toContain("in row 3 of ");
    expect(stderr).toContain('field "p_dog"');
  });
});
