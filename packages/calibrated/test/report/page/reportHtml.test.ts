import { describe, expect, it } from "vitest";

import { buildReport } from "../../../src/report/buildReport.ts";
import { reportHtml } from "../../../src/report/page/reportHtml.ts";
import { pageScript } from "../../../src/report/page/pageScript.ts";
import { exampleReport, hostileReport } from "../exampleReport.ts";

describe("reportHtml", () => {
  it("says which script may run, and loads nothing", () => {
    const page = reportHtml(exampleReport());
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-[\w+/=]+&#39;; style-src &#39;sha256-/,
    );
    expect(page).not.toMatch(/\b(?:src|srcset)=|href="(?!#)|style="|\son\w+=/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it("is the same page for a report that was written as JSON and read back", () => {
    const report = exampleReport({ maxRisk: 0.4 });
    expect(reportHtml(JSON.parse(JSON.stringify(report)) as typeof report)).toBe(reportHtml(report));
  });

  it("lets no name be markup", () => {
    const page = reportHtml(hostileReport()).replace(pageScript, "");
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|alert\(1\)<\/script>/);
    // oxlint-disable-next-line no-control-regex -- these are looked for
    expect(page).not.toMatch(/[\u0000\u001B\u202E]|\p{Surrogate}/u);
  });

  it("uses each id once", () => {
    const ids = [...reportHtml(exampleReport()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is readable for one row without users or times", () => {
    const page = reportHtml(buildReport({ probabilities: [[0.7, 0.3]], labels: [0] })).replace(
      pageScript,
      "",
    );
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(page).toContain("The rows have no user ids.");
  });
});
