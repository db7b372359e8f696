import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { probabilityMatrix } from "../laws/probabilityRows.ts";

const curve = { xThresholds: [0, 0.4, 1], yThresholds: [0, 0.3, 0.8] };
const own = { ann: new TemperatureCalibrator(0.5), bob: new IsotonicCalibrator([curve, curve, curve]) };
const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(2), userCalibrators: own });

describe("CalibratorStore", () => {
  it("gives a user their own calibrator, everybody else the global one", () => {
    expect(store.getCalibrator("ann")).toBe(own.ann);
    for (const stranger of ["Ann", "", "__proto__", "constructor", "toString", null]) {
      expect(store.getCalibrator(stranger)).toBe(store.globalCalibrator);
    }
  });

  it("takes a Map and a plain object, and users named like parts of an object", () => {
    const map = new Map([["__proto__", own.ann]]);
    expect(new CalibratorStore({ globalCalibrator: own.ann, userCalibrators: map }).userIds).toEqual([
      "__proto__",
    ]);
    expect(store.userIds).toEqual(["ann", "bob"]);
  });

  it("takes null for no users", () => {
    expect(new CalibratorStore({ globalCalibrator: own.ann, userCalibrators: null }).userIds).toEqual([]);
  });

  it("sorts users by code point", () => {
    const ids = ["😀", "b", "\uffff", "a", "B", ""];
    const many = new CalibratorStore({
      globalCalibrator: own.ann,
      userCalibrators: new Map(ids.map((id) => [id, own.ann])),
    });
    expect(many.userIds).toEqual(["", "B", "a", "b", "\uffff", "😀"]);
  });

  it("has the seed's defaults", () => {
    expect(new CalibratorStore({ globalCalibrator: own.ann })).toMatchObject({
      method: "temperature",
      modelBundleId: null,
      modelSchemaHash: null,
      createdAt: null,
      classes: null,
      userIds: [],
    });
  });

  it("does in a batch what each row's calibrator does alone, to the last bit", () => {
    const ids = fc.array(fc.constantFrom("ann", "bob", "eve", null), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(probabilityMatrix(3), ids, (rows, all) => {
        const userIds = all.slice(0, rows.length);
        const one = rows.map((row, i) => store.getCalibrator(userIds[i]!).calibrate(row));
        expect(store.calibrateBatch(rows, userIds)).toEqual(one);
        const matrix = { data: Float64Array.from(rows.flat()), dims: [rows.length, 3] };
        expect(Array.from(store.calibrateBatch(matrix, userIds).data)).toEqual(one.flat());
        expect(store.calibrateBatchInto(matrix, userIds, matrix)).toBe(matrix);
        expect(Array.from(matrix.data)).toEqual(one.flat());
      }),
      { seed: 10, numRuns: 200 },
    );
  });

  it("writes the same where the output overlaps the input", () => {
    const userIds = ["ann", "bob", "eve", "ann"];
    const rows = userIds.map((_, i) => [0.5 - i / 10, 0.3, 0.2 + i / 10]);
    const expected = store.calibrateBatch(rows, userIds).flat();
    for (const offset of [0, 1, 3, 11]) {
      const memory = new Float64Array(24);
      const data = memory.subarray(5, 17);
      data.set(rows.flat());
      const out = memory.subarray(offset, offset + 12);
      store.calibrateBatchInto({ data, dims: [4, 3] }, userIds, { data: out, dims: [4, 3] });
      expect(Array.from(out)).toEqual(expected);
    }
  });

  it("writes 32-bit input into doubles, and doubles into 32 bits", () => {
    const userIds = ["ann", "bob", "eve"];
    const data = Float64Array.of(0.5, 0.25, 0.25, 0.125, 0.625, 0.25, 0.75, 0.125, 0.125);
    const expected = store.calibrateBatch({ data, dims: [3, 3] }, userIds).data;
    const single = { data: Float32Array.from(data), dims: [3, 3] };
    const double = { data: new Float64Array(9), dims: [3, 3] };
    expect(store.calibrateBatchInto(single, userIds, double).data).toEqual(expected);
    const before = data.slice();
    expect(store.calibrateBatchInto({ data, dims: [3, 3] }, userIds, single).data).toEqual(
      Float32Array.from(expected),
    );
    expect(data).toEqual(before);
  });

  it("keeps 32-bit precision", () => {
    const matrix = { data: Float32Array.of(0.5, 0.25, 0.25), dims: [1, 3] };
    expect(store.calibrateBatch(matrix, ["eve"]).data).toBeInstanceOf(Float32Array);
  });

  it("takes no rows", () => {
    expect(store.calibrateBatch([], [])).toEqual([]);
  });

  it("needs as many user ids as rows", () => {
    const asText = "ab" as never;
    expect(() =>
      store.calibrateBatch(
        [
          [1, 0, 0],
          [1, 0, 0],
        ],
        asText,
      ),
    ).toThrow(/array of 2 user ids.*found a string/);
    expect(() => store.calibrateBatch([[1, 0, 0]], undefined as never)).toThrow(/found undefined/);
    expect(() => store.calibrateBatch([[1, 0, 0]], [])).toThrow(
      expect.objectContaining({ code: "row-count-mismatch" }),
    );
  });

  it("needs the number of classes it was fitted with", () => {
    const named = new CalibratorStore({ globalCalibrator: own.ann, classes: ["a", "b", "c"] });
    expect(() => named.calibrateBatch([[0.5, 0.5]], ["ann"])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
    expect(() => store.calibrateBatch([[0.5, 0.5]], ["bob"])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
  });

  it("refuses a row for a matrix, and says what to do", () => {
    expect(() => store.calibrateBatch([0.5, 0.5] as never, ["ann", "bob"])).toThrow(
      /getCalibrator\(userId\)\.calibrate/,
    );
  });

  it("names the row of the whole batch that is no probabilities", () => {
    const rows = [
      [1, 0, 0],
      [1, 0, 0],
      [0.5, 0, 0],
    ];
    expect(() => store.calibrateBatch(rows, ["ann", "bob", "ann"])).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ row: 2 }) }),
    );
  });

  it("leaves the output untouched when it does not fit", () => {
    const out = { data: Float64Array.of(7), dims: [1, 1] };
    const matrix = { data: Float64Array.of(1, 0, 0), dims: [1, 3] };
    expect(() => store.calibrateBatchInto(matrix, ["ann"], out)).toThrow(
      expect.objectContaining({ code: "wrong-shape" }),
    );
    expect(out.data).toEqual(Float64Array.of(7));
  });

  it("needs calibrators", () => {
    expect(() => new CalibratorStore({ globalCalibrator: {} as never })).toThrow(
      expect.objectContaining({ code: "invalid-calibrator" }),
    );
    for (const wrong of [new Map([[7, own.ann]]), [own.ann]]) {
      expect(
        () => new CalibratorStore({ globalCalibrator: own.ann, userCalibrators: wrong as never }),
      ).toThrow(expect.objectContaining({ code: "invalid-user-id" }));
    }
    const store = new CalibratorStore({ globalCalibrator: own.ann });
    for (const wrong of [7, undefined, {}]) {
      const expected = expect.objectContaining({ code: "invalid-user-id" }) as Error;
      expect(() => store.getCalibrator(wrong as never)).toThrow(expected);
      expect(() => store.calibrateBatch([[1, 0, 0]], [wrong as never])).toThrow(expected);
    }
    const userCalibrators = { ann: null as never };
    expect(() => new CalibratorStore({ globalCalibrator: own.ann, userCalibrators })).toThrow(
      /calibrate method/,
    );
  });
});

describe("CalibratorStore with a third-party calibrator", () => {
  const storeOf = (calibrate: (rows: never) => unknown): CalibratorStore =>
    new CalibratorStore({
      globalCalibrator: new IdentityCalibrator(),
      userCalibrators: { ann: { calibrate } },
    });

  it("hands over that user's rows in the caller's kind, once", () => {
    const calls: unknown[] = [];
    const recording = storeOf((rows: number[][]) => {
      calls.push(structuredClone(rows));
      return rows.map(() => [0.5, 0.5]);
    });
    const rows = [
      [0.9, 0.1],
      [0.3, 0.7],
      [0.8, 0.2],
    ];
    expect(recording.calibrateBatch(rows, ["ann", "bob", "ann"])).toEqual([
      [0.5, 0.5],
      [0.3, 0.7],
      [0.5, 0.5],
    ]);
    expect(calls).toEqual([
      [
        [0.9, 0.1],
        [0.8, 0.2],
      ],
    ]);
  });

  it("hands over a matrix for a matrix, and does not let it reach the caller's memory", () => {
    const data = Float32Array.of(0.75, 0.25);
    const writing = storeOf((matrix: { data: Float32Array; dims: number[] }) => {
      expect(matrix.dims).toEqual([1, 2]);
      matrix.data.set([0.25, 0.75]);
      return matrix;
    });
    expect(writing.calibrateBatch({ data, dims: [1, 2] }, ["ann"]).data).toEqual(Float32Array.of(0.25, 0.75));
    expect(data).toEqual(Float32Array.of(0.75, 0.25));
  });

  it("leaves the output untouched when one breaks its contract", () => {
    const data = Float64Array.of(0.9, 0.1, 0.2, 0.8);
    const matrix = { data, dims: [2, 2] };
    expect(() => storeOf(() => []).calibrateBatchInto(matrix, ["bob", "ann"], matrix)).toThrow(
      expect.objectContaining({ code: "contract-broken" }),
    );
    expect(data).toEqual(Float64Array.of(0.9, 0.1, 0.2, 0.8));
  });

  it.each([
    ["nothing", () => undefined],
    ["fewer rows", () => []],
    ["fewer classes", () => [[1]]],
    ["a sum of 0.9", () => [[0.5, 0.4]]],
    ["NaN", () => [[NaN, 1]]],
  ])("refuses one that returns %s", (_name, calibrate) => {
    expect(() => storeOf(calibrate).calibrateBatch([[0.5, 0.5]], ["ann"])).toThrow(
      expect.objectContaining({ code: "contract-broken" }),
    );
  });
});
