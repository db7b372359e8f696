import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The logits of the four rows, by hand: features · weights + bias of makeModel.js. */
const logits = [
  [4.25, 0.25, -1.75],
  [2.5, 2, -1.5],
  [4.25, 0.25, -1.75],
  [0.25, 0.75, 2.25],
];

/** A temperature on softmax(z) is softmax(z / T), so the expected numbers need neither the model nor the library. */
function softmax(row: readonly number[], temperature = 1) {
  const powers = row.map((z) => Math.exp(z / temperature));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/** 32-bit floats, printed with six decimals: each within 5e-6. */
function printed(matrix: number[][]) {
  return matrix.map((row) => row.map((p) => expect.closeTo(p, 5)));
}

test("the model's tensor goes through one calibrator and through a store", () => {
  const blocks = new Map<string, number[][]>();
  let rows: number[][] = [];
  for (const line of execFileSync(process.execPath, [file("onnxTensor.js")], { encoding: "utf8" }).split(
    "\n",
  )) {
    const title = /^(\S.*?)\s+Write\s+Read\s+Meet$/.exec(line)?.[1];
    if (title !== undefined) blocks.set(title, (rows = []));
    else if (line !== "") rows.push(line.trim().split(/\s+/).slice(1).map(Number));
  }
  expect(Object.fromEntries(blocks)).toEqual({
    raw: printed(logits.map((row) => softmax(row))),
    "T = 2": printed(logits.map((row) => softmax(row, 2))),
    "per user": printed([4, 4, 0.5, 2].map((temperature, i) => softmax(logits[i], temperature))),
  });
});

test("makeModel.js writes the committed model, byte for byte", () => {
  const folder = mkdtempSync(join(tmpdir(), "calibrated-onnx-"));
  try {
    execFileSync(process.execPath, [file("makeModel.js"), join(folder, "model.onnx")]);
    const committed = readFileSync(file("model.onnx"));
    expect(readFileSync(join(folder, "model.onnx")).equals(committed)).toBe(true);
    expect(committed.length).toBeLessThan(2000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("ONNX Runtime's tensor type is accepted without a cast", () => {
  const compiler = file("../../node_modules/typescript7/bin/tsc");
  const options =
    "--ignoreConfig --noEmit --checkJs --allowJs --strict --module nodenext --target es2022 --skipLibCheck".split(
      " ",
    );
  const script = readFileSync(file("onnxTensor.js"), "utf8");
  expect(script).toContain("calibrate(results.probabilities)");
  expect(script).toContain("calibrateBatch(results.probabilities, userIds)");
  execFileSync(process.execPath, [compiler, ...options, file("onnxTensor.js"), file("makeModel.js")]);
});
