import { describe, expect, it } from "vitest";

import { asTable, PredictionTable, rowBlockOf } from "../../src/data/predictionTable.ts";
import { nll } from "../../src/evaluate/nll.ts";
import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { probabilitiesFromLogits } from "../../src/probabilities/probabilitiesFromLogits.ts";

const columns = {
  probabilities: [
    [0.9, 0.1],
    [0.4, 0.6],
  ],
  classes: ["cat", "dog"],
};

describe("PredictionTable", () => {
  it("takes labels by name and by index", () => {
    expect(new PredictionTable({ ...columns, labels: ["dog", "cat"] }).labels).toEqual(Int32Array.of(1, 0));
    expect(new PredictionTable({ ...columns, labels: [1, 0] }).labels).toEqual(Int32Array.of(1, 0));
    expect(new PredictionTable({ probabilities: columns.probabilities, labels: ["1", "0"] }).classes).toEqual(
      ["0", "1"],
    );
  });

  it("divides rows by their sum and counts those that were off by more than rounding", () => {
    const table = new PredictionTable({
      probabilities: [
        [0.5, 0.5005],
        [0.5, 0.5 + 1e-7],
      ],
    });
    expect(table.normalizedRows).toBe(1);
    expect(table.probabilities.data[0]! + table.probabilities.data[1]!).toBeCloseTo(1, 15);
  });

  it("leaves a row as it stands whose sum is 1 but for rounding", () => {
    // 1/6 + 1/3 + 1/3 + 1/6 adds up to 1 - 1.1e-16; divided by it, 1/3 would leave its bin of 15.
    const row = [1 / 6, 1 / 3, 1 / 3, 1 / 6];
    expect(new PredictionTable({ probabilities: [row] }).probabilities.data).toEqual(Float64Array.from(row));
  });

  it("takes over the memory of typed columns when told, and checks every row all the same", () => {
    const given = {
      probabilities: { data: Float64Array.of(0.9, 0.1, 0.4, 0.6), dims: [2, 2] },
      labels: Int32Array.of(0, 1),
      userIds: ["ann", null],
      timestamps: Float64Array.of(0, 1),
      weights: [1, 2],
    };
    const taken = new PredictionTable({ ...given, memory: "take" });
    expect(taken).toEqual(new PredictionTable(given));
    expect(taken.probabilities.data).toBe(given.probabilities.data);
    expect(taken.labels).toBe(given.labels);
    expect(taken.userIds).toBe(given.userIds);
    expect(taken.timestamps).toBe(given.timestamps);
    const copied = new PredictionTable({ ...given, memory: "copy" });
    expect(copied.probabilities.data).not.toBe(given.probabilities.data);
    expect(copied.labels).not.toBe(given.labels);
    const refused = (column: object, code: string): void => {
      expect(() => new PredictionTable({ ...given, ...column, memory: "take" })).toThrow(
        expect.objectContaining({ code }),
      );
    };
    refused({ labels: Int32Array.of(0, 2) }, "unknown-label");
    refused({ labels: Int32Array.of(-1, 0) }, "unknown-label");
    refused({ labels: Int32Array.of(0) }, "row-count-mismatch");
    refused({ timestamps: Float64Array.of(0, NaN) }, "invalid-timestamp");
    refused({ userIds: ["ann", 3] }, "invalid-user-id");
    refused(
      { probabilities: { data: Float64Array.of(0.9, 0.1, NaN, 0.6), dims: [2, 2] } },
      "not-probabilities",
    );
    expect(() => new PredictionTable({ ...given, memory: "borrow" as never })).toThrow(
      /one of "copy", "share", "take"/,
    );
  });

  it("reads shared memory where it stands, and copies what it has to change", () => {
    const probabilities = { data: Float64Array.of(0.9, 0.1, 0.4, 0.6), dims: [2, 2] };
    const given = { probabilities, labels: Int32Array.of(0, 1), timestamps: Float64Array.of(0, 1) };
    const shared = new PredictionTable({ ...given, memory: "share" });
    expect(shared).toEqual(new PredictionTable(given));
    expect(shared.probabilities.data).toBe(probabilities.data);
    expect(shared.labels).toBe(given.labels);
    const off = { data: Float64Array.of(0.5, 0.5005, 0.4, 0.6), dims: [2, 2] };
    const divided = new PredictionTable({ probabilities: off, memory: "share" });
    expect(divided.probabilities.data[1]).toBeCloseTo(0.5005 / 1.0005, 15);
    expect(off.data[1]).toBe(0.5005);
    const logits = { data: Float64Array.of(1, 1), dims: [1, 2] };
    expect(new PredictionTable({ logits, memory: "share" }).probabilities.data).toEqual(
      Float64Array.of(0.5, 0.5),
    );
    expect(logits.data).toEqual(Float64Array.of(1, 1));
  });

  it("takes any positive sum under rowSums normalize", () => {
    const table = new PredictionTable({ probabilities: [[2, 6]], rowSums: "normalize" });
    expect(table.probabilities.data).toEqual(Float64Array.of(0.25, 0.75));
    for (const row of [
      [0, 0],
      [-1, 2],
      [NaN, 1],
      [Infinity, 1],
    ]) {
      expect(() => new PredictionTable({ probabilities: [row], rowSums: "normalize" })).toThrow(
        expect.objectContaining({ code: "not-probabilities" }),
      );
    }
  });

  it("never writes to what it is given, and keeps none of it", () => {
    const data = Float64Array.of(0.5, 0.5005);
    const weights = Float64Array.of(1);
    const table = new PredictionTable({ probabilities: { data, dims: [1, 2] }, weights });
    data[0] = 7;
    weights[0] = 7;
    expect(table.probabilities.data[0]).toBeLessThan(1);
    expect(table.weights).toEqual(Float64Array.of(1));
  });

  it("takes logits in the place of probabilities, and has their softmax", () => {
    const z = [
      [2, -1, 0.5],
      [1000, 999, -1e300],
    ];
    const fromLogits = new PredictionTable({ logits: z, labels: [0, 1] });
    expect(fromLogits).toEqual(
      new PredictionTable({ probabilities: probabilitiesFromLogits(z), labels: [0, 1] }),
    );
    const tensor = { data: Float32Array.of(2, -1, 0.5), dims: [1, 3] };
    expect(new PredictionTable({ logits: tensor, probabilities: null }).probabilities.data).toEqual(
      fromLogits.probabilities.data.slice(0, 3),
    );
    expect(tensor.data).toEqual(Float32Array.of(2, -1, 0.5));
  });

  it.each([
    ["neither probabilities nor logits", { labels: [0] } as never, "missing-column", "probabilities"],
    ["both of them", { probabilities: [[1, 0]], logits: [[0, 0]] } as never, "invalid-option", "logits"],
    ["one row of logits for a matrix", { logits: [1, 2] as never }, "wrong-shape", "logits"],
  ] as const)("refuses %s", (_name, wrong, code, field) => {
    expect(() => new PredictionTable(wrong)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ field }) }),
    );
  });

  it.each([NaN, Infinity, -Infinity, "1", null])(
    "refuses a logit of %j, and says how many rows fail",
    (z) => {
      const logits = [
        [0, 1],
        [z as number, 1],
        [0, z as number],
      ];
      expect(() => new PredictionTable({ logits })).toThrow(
        expect.objectContaining({
          code: "not-probabilities",
          details: expect.objectContaining({
            row: 1,
            failingRows: 2,
            rowCount: 3,
            expected: "finite numbers",
          }),
        }),
      );
    },
  );

  it.each([
    ["a row for a matrix", { probabilities: [0.5, 0.5] as never }, "wrong-shape"],
    ["a sum of 0.93", { probabilities: [[0.53, 0.4]], classes: ["a", "b"] }, "not-probabilities"],
    ["too few class names", { ...columns, classes: ["cat"] }, "wrong-class-count"],
    ["a class name twice", { ...columns, classes: ["cat", "cat"] }, "invalid-classes"],
    ["a class name that is none", { ...columns, classes: ["cat", undefined] as string[] }, "invalid-classes"],
    ["times of 64 bits", { ...columns, timestamps: BigInt64Array.of(1n, 2n) as never }, "invalid-timestamp"],
    ["labels of 64 bits", { ...columns, labels: BigInt64Array.of(0n, 1n) as never }, "unknown-label"],
    ["a label that is no class", { ...columns, labels: ["cat", "cow"] }, "unknown-label"],
    ["an empty label", { ...columns, labels: ["cat", ""] }, "unknown-label"],
    ["an index out of range", { ...columns, labels: [0, 2] }, "unknown-label"],
    ["half an index", { ...columns, labels: [0, 0.5] }, "unknown-label"],
    ["a label too few", { ...columns, labels: [0] }, "row-count-mismatch"],
    ["a user too many", { ...columns, userIds: ["a", "b", "c"] }, "row-count-mismatch"],
    ["a number for a user", { ...columns, userIds: [1, 2] as never }, "invalid-user-id"],
    ["nothing for a user", { ...columns, userIds: ["a", undefined] as never }, "invalid-user-id"],
    ["a negative weight", { ...columns, weights: [1, -1] }, "invalid-weights"],
    ["a weight of NaN", { ...columns, weights: [NaN, 1] }, "invalid-weights"],
    ["a time that is none", { ...columns, timestamps: ["2026-01-01", "soon"] }, "invalid-timestamp"],
    ["another rowSums", { ...columns, rowSums: "loose" as never }, "invalid-option"],
  ])("refuses %s", (_name, wrong, code) => {
    expect(() => new PredictionTable(wrong)).toThrow(expect.objectContaining({ code }));
  });

  it("names the row, the classes and how many labels are unknown", () => {
    expect(() => new PredictionTable({ ...columns, labels: ["cow", "cow"] })).toThrow(
      /one of the classes "cat", "dog".* found "cow" in row 0 .*2 of 2 rows fail/,
    );
  });
});

describe("PredictionTable with several bad rows", () => {
  it.each([
    ["labels", { labels: [0, 7, 7] }],
    ["user ids", { userIds: ["ann", 7, 7] as never }],
    ["weights", { weights: [1, -1, -1] }],
    ["times", { timestamps: ["2026-01-01", "soon", "later"] }],
  ])("says how many %s fail, after the first", (_name, wrong) => {
    const probabilities = [
      [1, 0],
      [1, 0],
      [1, 0],
    ];
    expect(() => new PredictionTable({ probabilities, ...wrong })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ row: 1, failingRows: 2, rowCount: 3 }) }),
    );
  });
});

describe("PredictionTable without class names", () => {
  it("says that labels which are names need them", () => {
    expect(() => new PredictionTable({ probabilities: [[0.9, 0.1]], labels: ["cat"] })).toThrow(
      /give them as "classes"/,
    );
  });
});

describe("PredictionTable of logits", () => {
  it("fits and evaluates as its probabilities do", () => {
    const logits = Array.from({ length: 40 }, (_, i) => [3 * Math.sin(i), 3 * Math.cos(3 * i), 0]);
    const labels = logits.map((_, i) => i % 3);
    const probabilities = probabilitiesFromLogits(logits);
    expect(nll({ logits, labels })).toBe(nll({ probabilities, labels }));
    expect(fitTemperature({ logits, labels })).toEqual(fitTemperature({ probabilities, labels }));
  });
});

describe("asTable", () => {
  it("keeps a table that was checked already", () => {
    const table = new PredictionTable(columns);
    expect(asTable(table)).toBe(table);
    expect(rowBlockOf(asTable(columns))).toMatchObject({ rowCount: 2, classCount: 2 });
  });
});
