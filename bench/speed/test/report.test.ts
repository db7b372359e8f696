import { expect, test } from "vitest";

import { limits } from "../limits.js";
import { report } from "../report.js";
import { sizesOf } from "../sizes.js";
import { worksOf } from "../works.js";

const same = (median: number) => ({ median, lower: median, upper: median });
const difference = { largest: 0, limit: 1e-12, isRelative: false, isAllowed: true };
const against = {
  name: "NumPy",
  milliseconds: same(20),
  ratio: same(4),
  peakMegabytes: null,
  peakRatio: null,
  target: 5,
  memoryTarget: null,
  part: null,
  difference,
};
const compared = {
  name: "apply",
  title: "apply, 10 rows",
  milliseconds: same(5),
  peakMegabytes: null,
  limit: null,
  against: [against, { ...against, name: "NumPy in a loop", target: 3, part: "2 rows" }],
};
const command = {
  ...compared,
  name: "command",
  title: "`calibrated fit`",
  peakMegabytes: same(100),
  against: [{ ...against, peakMegabytes: same(250), peakRatio: same(2.5), memoryTarget: 2 }],
};
const results = {
  command: "npm run bench",
  machine: {
    cpu: "2 × Some CPU",
    gigabytes: 16,
    system: "linux 6",
    load: 0.25,
    versions: { calibrated: "1.0.0", node: "20", V8: "11" },
  },
  python: { versions: { Python: "3.11", numpy: "2.4" }, simd: "AVX2" },
  processes: 5,
  seconds: 600,
  compared: [
    compared,
    command,
    { ...compared, name: "import", title: "import", against: [], limit: 4, milliseconds: same(5) },
  ],
  grown: [
    {
      name: "growth",
      title: "fit",
      unit: "rows",
      points: [10_000, 100_000].map((size) => ({ size, milliseconds: same(size / 1000) })),
      slope: 1,
    },
  ],
};

/** The cells of a line of the page, without what aligns them. */
function cellsOf(page: string, start: string) {
  const line = page.split("\n").find((one) => one.startsWith(`| ${start}`));
  return line
    ?.split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

test("the page names the machine, the versions and the command", () => {
  const page = report(results);
  expect(page).toContain(
    "Made by `npm run bench` on 2 × Some CPU with 16 GB, linux 6, in 10 minutes; the load before was 0.3.",
  );
  expect(page).toContain("calibrated 1.0.0, node 20, V8 11, Python 3.11, numpy 2.4. NumPy uses AVX2 at most");
});

test("targets are counted, of times, memory and limits", () => {
  expect(report(results)).toContain("2 of 5 targets are reached.");
});

test("a row for each comparison", () => {
  const page = report(results);
  expect(cellsOf(page, "apply, 10 rows")).toEqual([
    "apply, 10 rows",
    "NumPy",
    "5.00 ms (5.00–5.00)",
    "20.0 ms (20.0–20.0)",
    "4.00 (4.00–4.00)",
    "5, **missed**",
  ]);
  expect(page).toContain("NumPy in a loop (scaled up from 2 rows)");
  expect(page).toContain("3, reached");
  expect(page).toMatch(
    /`calibrated fit` \| +NumPy \| +100 MB \| +250 MB \| 2\.50 \(2\.50–2\.50\) \| 2, reached/,
  );
  expect(cellsOf(page, "import")).toEqual(["import", "5.00 ms (5.00–5.00)", "4.00 ms, **missed**"]);
  expect(cellsOf(page, "fit")).toEqual(["fit", "10.0 ms", "100 ms", "1.00", "10.0"]);
});

test("says what stands in the way, only where a target is missed", () => {
  const [[name, text]] = Object.entries(limits) as [[string, string]];
  const pageOf = (ratio: number) =>
    report({ ...results, compared: [{ ...compared, name, against: [{ ...against, ratio: same(ratio) }] }] });
  expect(pageOf(4.9)).toContain(`- **apply, 10 rows**: ${text}`);
  expect(pageOf(5)).not.toContain("## Where a target is missed");
  const unexplained = report({
    ...results,
    compared: [{ ...compared, against: [{ ...against, ratio: same(1) }] }],
  });
  expect(unexplained).toContain("- **apply, 10 rows**: Nobody has found out yet.");
});

test("has a limit of no work that there is not", () => {
  const names = worksOf(sizesOf(true, true)).map((work) => work.name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(limits)));
});

test("without Python and growth ours stands alone", () => {
  const page = report({
    ...results,
    python: null,
    grown: [],
    compared: [{ ...compared, against: [] }],
  });
  expect(page).not.toMatch(/numpy|## Memory|## Growth|## Same results|targets/);
  expect(cellsOf(page, "apply, 10 rows")).toEqual(["apply, 10 rows", "", "5.00 ms (5.00–5.00)", "", "", ""]);
});
