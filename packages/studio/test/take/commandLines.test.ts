import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

import { guessMapping } from "../../src/read/columnMapping.ts";
import { commandLines, type Done } from "../../src/take/commandLines.ts";

const columns = ["user_id", "timestamp", "label", "p_a", "p_b", "Who's"];
const options = {
  method: "temperature",
  personalization: "eligible",
  minWindows: 200,
  minDays: 3,
  minLabels: 3,
} as const;
const plain: Done = {
  fileName: "rows.csv",
  columns,
  mapping: guessMapping(columns),
  split: { by: "none" },
  options,
  threshold: null,
  maxRisk: null,
};

/** As a shell reads them. */
function wordsOf(line: string) {
  return execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

test("what is usual is left out", () => {
  expect(commandLines(plain)).toEqual([
    "calibrated fit rows.csv --method temperature --out store",
    "calibrated evaluate rows.csv --store store",
    "calibrated report rows.csv --store store --out report.html",
    "calibrated apply rows.csv --store store --out calibrated.csv",
  ]);
});

test("what is not is said, in words that a shell and SQL read as they are", () => {
  const lines = commandLines({
    ...plain,
    fileName: "-the `rows`.csv",
    mapping: { ...plain.mapping, kind: "logits", user: 5, rowSums: "normalize", skipsUnlabelled: true },
    split: { by: "column", column: "Who's", fit: "me'", judge: "you" },
    options: { ...options, method: "auto", personalization: "pooled" },
    threshold: 0.62,
    maxRisk: 0.1,
  });
  const where = `"Who's" = 'me''' AND label IN ('a', 'b')`;
  const reading = ["--logit-prefix", "p_", "--user", "Who's", "--row-sums", "normalize"];
  const method = ["--method", "auto", "--personalization", "pooled"];
  const file = "./-the `rows`.csv";
  expect(wordsOf(lines[0]!).slice(1)).toEqual(
    ["fit", file, "--where", where, reading, method, "--out", "store"].flat(),
  );
  expect(lines[1]).toContain("tune-reject");
  expect(lines[1]).toContain("--goal risk --max-risk 0.1");
  const decided = ["--store", "store", "--threshold", "0.62"];
  expect(wordsOf(lines.at(-1)!).slice(1)).toEqual(
    ["apply", file, reading, decided, "--out", "calibrated.csv"].flat(),
  );
});

test("whose calibrators auto makes is always said", () => {
  const [fit] = commandLines({
    ...plain,
    options: { ...options, method: "auto", personalization: "eligible" },
  });
  expect(fit).toContain("--method auto --personalization eligible");
});

test("a column that is named as a word of SQL stands in quotes", () => {
  const split = { by: "column", column: "group", fit: "train", judge: "test" } as const;
  const [fit] = commandLines({ ...plain, split });
  expect(wordsOf(fit!)).toContain(`"group" = 'train'`);
});

test("a cut in time is a condition on the time", () => {
  const [fit, evaluate] = commandLines({ ...plain, split: { by: "time", cut: 86_400_000 } });
  expect(fit).toContain(`--where "timestamp < '1970-01-02T00:00:00.000Z'"`);
  expect(evaluate).toContain(`--where "timestamp >= '1970-01-02T00:00:00.000Z'"`);
});
