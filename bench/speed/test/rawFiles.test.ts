import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { readDoubles, readIntegers, writeValues } from "../rawFiles.js";

const folder = mkdtempSync(join(tmpdir(), "calibrated-raw-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("what is written is read again, all of it or its beginning", () => {
  const file = join(folder, "values");
  writeValues(file, Float64Array.of(9, 0.1, -0, 5e-324).subarray(1));
  expect(readDoubles(file)).toEqual(Float64Array.of(0.1, -0, 5e-324));
  expect(readDoubles(file, 1)).toEqual(Float64Array.of(0.1));
  writeValues(file, Int32Array.of(3, -7));
  expect(readIntegers(file, 2)).toEqual(Int32Array.of(3, -7));
});

test("a file that is too short is an error", () => {
  const file = join(folder, "short");
  writeValues(file, Float64Array.of(1));
  expect(() => readDoubles(file, 2)).toThrow("ends after 8 of 16 bytes");
});
