import { describe, expect, it } from "vitest";

import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { madeInWords } from "../../../src/report/words/madeInWords.ts";
import { phraseText } from "../../../src/report/words/phrase.ts";
import { exampleReport, hostileReport } from "../exampleReport.ts";

const textOf = (report: Parameters<typeof madeInWords>[0]) =>
  madeInWords(report).map((phrase) => phraseText(phrase, localNumbers("en")));

describe("madeInWords", () => {
  it("names data, store and intervals", () => {
    const text = textOf(exampleReport()).join("\n");
    expect(text).toContain("Data: 240 rows of 3 classes.");
    expect(text).toContain(
      "Store: method temperature, 1 user with their own calibrator, fitted at 2026-03-01T00:00:00Z.",
    );
    expect(text).toMatch(/Intervals: 90%, from 500 resamples \(seed 1\) of \d+ users' days/);
  });

  it("names files, versions and commands where they are known", () => {
    const text = textOf(hostileReport());
    expect(text[0]).toContain("from </script><script>alert(1)</script>, ");
    expect(text.some((line) => line.startsWith("Made at "))).toBe(true);
    expect(text).toContain("</script><script>alert(1)</script>");
  });

  it("names some of very many files", () => {
    const report = exampleReport();
    const files = Array.from({ length: 30 }, (_, i) => `${i}.csv`);
    const text = textOf({ ...report, provenance: { ...report.provenance, files } })[0];
    expect(text).toContain("19.csv and 10 more");
  });
});
