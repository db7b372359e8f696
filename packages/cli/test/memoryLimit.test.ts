import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { flights, runCalibrated, temporaryFolder, type Outcome } from "./runCalibrated.ts";

const folder = temporaryFolder();
/** Where the commands keep what does not fit. */
const temporary = join(folder, "temporary");
const at = (name: string): string => join(folder, name);
const fitOnly = ["--where", "split = 'fit'"];
/** The flights to fit on take some 2 MB. */
const small = ["--memory-limit", "0.5MB"];

async function fit(...args: readonly string[]): Promise<Outcome> {
  return await runCalibrated(["fit", ...args], { env: { ...process.env, TMPDIR: temporary } });
}

interface Fitted {
  readonly rows: number;
  readonly parts: number | null;
  readonly global: { readonly temperature: number; readonly nllBefore: number; readonly nllAfter: number };
  readonly eligibility: unknown;
  readonly warnings: unknown;
}

beforeAll(() => {
  mkdirSync(temporary);
});

describe("fit with less memory than the rows take", () => {
  it("gives the store that it gives with all rows in memory", async () => {
    const results: Fitted[] = [];
    for (const [name, limit] of [
      ["whole", []],
      ["split", small],
    ] as const) {
      const { code, stdout, stderr } = await fit(flights, ...fitOnly, ...limit, "--out", at(name), "--json");
      expect([code, stderr]).toEqual([0, ""]);
      results.push(JSON.parse(stdout) as Fitted);
    }
    const [whole, split] = results as [Fitted, Fitted];
    expect([whole.parts, split.parts]).toEqual([null, 64]);
    expect(split.rows).toBe(24_091);
    for (const name of ["temperature", "nllBefore", "nllAfter"] as const) {
      expect(split.global[name]).toBeCloseTo(whole.global[name], 12);
    }
    expect([split.eligibility, split.warnings]).toEqual([whole.eligibility, whole.warnings]);
    const users = readdirSync(at("whole/users"));
    expect(users.length).toBe(39);
    expect(readdirSync(at("split/users"))).toEqual(users);
    // Each user's rows are fitted in memory, in the order of the file.
    for (const user of users) {
      expect(readFileSync(at(`split/users/${user}`), "utf8")).toBe(
        readFileSync(at(`whole/users/${user}`), "utf8"),
      );
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("fits isotonic calibrators to the last byte of what all rows in memory give", async () => {
    const isotonic = [flights, ...fitOnly, "--method", "isotonic"];
    for (const [name, limit] of [
      ["isotonic whole", []],
      ["isotonic split", small],
    ] as const) {
      const { code, stdout, stderr } = await fit(...isotonic, ...limit, "--out", at(name));
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout.includes("kept on disk, in 64 parts")).toBe(name === "isotonic split");
    }
    expect(readFileSync(at("isotonic split/global.json"))).toEqual(
      readFileSync(at("isotonic whole/global.json")),
    );
    const users = readdirSync(at("isotonic whole/users"));
    expect(readdirSync(at("isotonic split/users"))).toEqual(users);
    for (const user of users)
      expect(readFileSync(at(`isotonic split/users/${user}`))).toEqual(
        readFileSync(at(`isotonic whole/users/${user}`)),
      );
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("sorts a class that does not fit a range of its scores after the other", async () => {
    const rows = Array.from({ length: 140_000 }, (_, row) => {
      const p = ((row * 7919) % 100_003) / 100_003;
      return `${(row * 104_729) % 1000 < 1000 * p ? "a" : "b"},${p},${1 - p}`;
    });
    writeFileSync(at("many.csv"), ["label,p_a,p_b", ...rows].join("\n"));
    const isotonic = [at("many.csv"), "--method", "isotonic", "--personalization", "none"];
    for (const [name, limit] of [
      ["many whole", []],
      ["many split", ["--memory-limit", "1.5MB"]],
    ] as const) {
      expect((await fit(...isotonic, ...limit, "--out", at(name))).code).toBe(0);
    }
    expect(readFileSync(at("many split/global.json"))).toEqual(readFileSync(at("many whole/global.json")));
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("refuses isotonic calibration with weights where not even a class fits, and says what it takes", async () => {
    const rows = Array.from(
      { length: 9000 },
      (_, row) => `${row % 3 === 0 ? "a" : "b"},${1 + (row % 4)},0.7,0.3`,
    );
    writeFileSync(at("weighted.csv"), ["label,weight,p_a,p_b", ...rows].join("\n"));
    const weighted = [at("weighted.csv"), "--weight", "weight", "--method", "isotonic"];
    const { code, stderr } = await fit(...weighted, "--memory-limit", "0.3MB", "--out", at("no"));
    expect(code).toBe(2);
    expect(stderr).toContain("takes 0.576 MB for 9,000 rows, and there may be 0.3 MB. Raise --memory-limit");
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("says that the rows were kept on disk", async () => {
    const { stdout } = await fit(
      flights,
      ...fitOnly,
      ...small,
      "--personalization",
      "none",
      "--out",
      at("said"),
    );
    expect(stdout).toContain("They take more memory than 0.5 MB and were kept on disk, in 64 parts.");
  });

  it("takes weights, logits and rows to be divided by their sums", async () => {
    const rows = Array.from({ length: 9000 }, (_, row) =>
      [
        `u${row % 40}`,
        row % 3 === 0 ? "a" : "b",
        1 + (row % 4),
        0.7 * (row % 2 === 0 ? 1.0005 : 1),
        0.3,
      ].join(","),
    );
    writeFileSync(at("odd.csv"), ["user_id,label,weight,p_a,p_b", ...rows].join("\n"));
    const odd = [at("odd.csv"), "--row-sums", "normalize", "--min-days", "0", "--min-labels", "2", "--json"];
    const [whole, split] = [
      await fit(...odd, "--out", at("odd whole")),
      await fit(...odd, "--out", at("odd split"), "--memory-limit", "0.2MB"),
    ].map(({ stdout }) => JSON.parse(stdout) as Fitted) as [Fitted, Fitted];
    expect(split.parts).toBe(64);
    expect(split.global.temperature).toBeCloseTo(whole.global.temperature, 11);
    expect(split.warnings).toEqual(whole.warnings);
    expect(JSON.stringify(split.warnings)).toContain("4500 of 9000 rows did not sum to 1");
  });

  it("refuses a fit that needs all rows at once, and what is no size", async () => {
    for (const method of [
      ["--method", "platt"],
      ["--personalization", "pooled"],
      ["--gate", "on"],
    ]) {
      const { code, stderr } = await fit(flights, ...small, ...method, "--out", at("no"));
      expect(code).toBe(2);
      expect(stderr).toContain("Raise --memory-limit");
    }
    const { code, stderr } = await fit(flights, "--memory-limit", "2", "--out", at("no"));
    expect([code, stderr]).toEqual([2, expect.stringContaining('expected a size above 0, such as "500MB"')]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("names a row that fails by its place in the file, and leaves nothing behind", async () => {
    const lines = readFileSync(flights, "utf8").trimEnd().split("\n");
    const columns = lines[0]!.split(",");
    const broken = lines[20_000]!.split(",");
    broken[columns.indexOf("p_late")] = "-0.5";
    lines[20_000] = broken.join(",");
    writeFileSync(at("broken.csv"), lines.join("\n"));
    const messages = [
      await fit(at("broken.csv"), "--out", at("broken")),
      await fit(at("broken.csv"), ...small, "--out", at("broken")),
    ];
    expect(messages[1]).toEqual(messages[0]);
    expect(messages[1]!.code).toBe(3);
    expect(messages[1]!.stderr).toContain(`in row 20000 of ${at("broken.csv")}`);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder)).not.toContain("broken");
  });

  it("says where it cannot keep the rows", async () => {
    const { code, stderr } = await runCalibrated(["fit", flights, ...small, "--out", at("nowhere")], {
      env: { ...process.env, TMPDIR: at("broken.csv") },
    });
    expect(stderr).toContain(
      "Cannot keep the rows that do not fit into memory: expected the file system to allow it",
    );
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(4);
  });
});
