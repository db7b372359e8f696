import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { beforeAll, describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { csvOf, labelledRows, writeFiles } from "../tables.ts";
import { readTable, refusal } from "./readTable.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
// Long enough for several blocks, so that a part of it can be read without a complaint.
const csv = csvOf(Array.from({ length: 120 }, () => labelledRows()).flat());
beforeAll(() => writeFiles(folder, { "t.csv.gz": gzipSync(csv) }));

describe("checkCompressed", () => {
  // The database reads what there is and takes it for all: a download that was cut off would lose rows in silence.
  it("refuses a .gz file that was cut off anywhere", async () => {
    const whole = readFileSync(at("t.csv.gz"));
    for (const length of [
      1,
      3,
      20,
      Math.floor(0.3 * whole.length),
      Math.floor(0.9 * whole.length),
      whole.length - 1,
    ]) {
      writeFileSync(at("cut.csv.gz"), whole.subarray(0, length));
      const { message, code } = await refusal(readTable([at("cut.csv.gz")]));
      expect(message).toContain("expected a whole gzip file, as the name says, but found ");
      expect(code).toBe(3);
    }
    expect((await readTable([at("t.csv.gz")])).table.rowCount).toBe(120 * 85);
  });

  it("refuses a damaged byte", async () => {
    const bytes = readFileSync(at("t.csv.gz"));
    bytes[bytes.length - 6]! ^= 1; // in the checksum
    writeFileSync(at("damaged.csv.gz"), bytes);
    expect(await refusal(readTable([at("damaged.csv.gz")]))).toMatchObject({
      code: 3,
      message: expect.stringContaining("found a damaged one, or something else") as string,
    });
  });

  it("refuses something else under the name .gz", async () => {
    writeFiles(folder, { "plain.csv.gz": csv });
    const { message, code } = await refusal(readTable([at("plain.csv.gz")]));
    expect(message).toContain("found a damaged one, or something else");
    expect(code).toBe(3);
  });

  it("takes what stands behind the end for damage of the table, not of the disk", async () => {
    writeFileSync(at("padded.csv.gz"), Buffer.concat([gzipSync(csv), Buffer.alloc(512)]));
    const { message, code } = await refusal(readTable([at("padded.csv.gz")]));
    expect(message).toContain("Cannot read a table");
    expect(code).toBe(3);
  });

  it("reads several parts, one after the other in a file, to the end", async () => {
    const cut = csv.indexOf("\n", csv.length / 2) + 1;
    writeFileSync(at("parts.csv.gz"), Buffer.concat([gzipSync(csv.slice(0, cut)), gzipSync(csv.slice(cut))]));
    expect((await readTable([at("parts.csv.gz")])).table.rowCount).toBe(120 * 85);
  });
});
