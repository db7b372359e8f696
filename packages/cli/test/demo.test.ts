import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { done, entriesOf, temporaryFolder } from "./runCalibrated.ts";

const folder = temporaryFolder();

describe("demo", () => {
  it("fits, applies and evaluates on the flights, and leaves the files where it says", async () => {
    const text = await done(["demo"], { cwd: folder });
    expect(text).not.toContain("\u001b"); // it is a pipe
    expect(text).toContain("Fitted on 24,091 flights of April and May 2001");
    expect(text).toContain("the 39 airports, of 215, with at least 200 flights, 3 days and 3 labels:");
    expect(text).toMatch(/^ {2}ORD +T = 1\.8299, from 1,334 flights$/m);
    expect(text).toMatch(/^ {2}everybody else +T = 1\.2865$/m);
    expect(text).toMatch(/^accuracy +0\.4473 .* 0\.4473 .* higher is better$/m);
    expect(text).toMatch(/^NLL +1\.2130 .* 1\.1846 .* nats, lower is better$/m);
    expect(text).toMatch(/^Brier score +0\.6691 .* 0\.6569 .* 0 to 2, lower is better$/m);
    expect(text).toMatch(/^top-label ECE +0\.0837 .* 0\.0313 .* 15 equal-width bins$/m);
    expect(text).toMatch(/^Intervals: 90 %, from 500 resamples \(seed 1\) of 209 users\.$/m);
    expect(text).toMatch(/^confidence +calibrated/m);
    expect(text).toContain(
      "The store is in calibrated-demo/store, the 11,909 calibrated rows are in calibrated-demo/calibrated.csv.",
    );
    expect(entriesOf(join(folder, "calibrated-demo"))).toEqual(["calibrated.csv", "store"]);
    expect(entriesOf(join(folder, "calibrated-demo", "store", "users"))).toHaveLength(39);
    expect(readFileSync(join(folder, "calibrated-demo", "calibrated.csv"), "utf8").split("\n")).toHaveLength(
      11_911,
    );
  });

  it("runs again over what it left, as one JSON document, and has no colours with NO_COLOR", async () => {
    // Node 22 and later warn that one of the two is ignored.
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "1", NODE_NO_WARNINGS: "1" };
    const text = await done(["demo", "--json"], { cwd: folder, env });
    expect(text).not.toContain("\u001b");
    expect(JSON.parse(text)).toMatchObject({
      fittedRows: 24091,
      applied: { rows: 11909, servedByOwn: { users: 39 } },
      evaluation: { rows: 11909, users: 209 },
      store: join("calibrated-demo", "store"),
      out: join("calibrated-demo", "calibrated.csv"),
    });
    expect(entriesOf(join(folder, "calibrated-demo"))).toEqual(["calibrated.csv", "store"]);
  });
});
