import { describe, expect, it } from "vitest";

import { integrateAbsolute } from "../../src/numerics/integrateAbsolute.ts";
import { gridCells, smoothGrid, splatOnGrid, valueOnGrid } from "../../src/numerics/reflectedGaussian.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sameFormula, smoothedDensity, smoothedOnGrid } from "../tolerances.ts";
import { CosineSeries } from "./cosineSeries.ts";

const random = seededRandom(41);
const positions = Float64Array.from([
  0,
  1,
  1e-4,
  0.5,
  0.9999,
  ...Array.from({ length: 15 }, () => random.share()),
]);
const masses = positions.map(() => (random.share() - 0.5) / 10);
const sum = (numbers: Float64Array): number => numbers.reduce((total, number) => total + number, 0);

describe("smoothGrid of splatOnGrid", () => {
  it.each([0.001, 0.004, 0.02, 0.1, 0.35, 1])("is the cosine series at bandwidth %s", (bandwidth) => {
    const smoothed = smoothGrid(splatOnGrid(positions, masses, gridCells(bandwidth)), bandwidth);
    const series = new CosineSeries(positions, masses, bandwidth);
    const step = Math.ceil(smoothed.length / 200);
    for (let node = 0; node < smoothed.length; node += step) {
      const place = node / (smoothed.length - 1);
      expect(Math.abs(smoothed[node]! - series.valueAt(place))).toBeLessThanOrEqual(smoothedDensity);
    }
    for (const place of [0, 0.0123, 0.5, 0.77777, 1]) {
      const off = valueOnGrid(smoothed, place) - series.valueAt(place);
      expect(Math.abs(off)).toBeLessThanOrEqual(smoothedDensity);
    }
  });

  it.each([0.001, 0.02, 0.35, 1])(
    "has the integral of |…| of the cosine series at bandwidth %s",
    (bandwidth) => {
      const smoothed = smoothGrid(splatOnGrid(positions, masses, gridCells(bandwidth)), bandwidth);
      const series = new CosineSeries(positions, masses, bandwidth);
      const samples = Math.ceil(3 / bandwidth);
      expect(Math.abs(integrateAbsolute(smoothed) - series.absoluteIntegral(samples))).toBeLessThanOrEqual(
        smoothedOnGrid,
      );
    },
  );

  it("keeps the mass, also of a row on a mirror", () => {
    for (const bandwidth of [0.001, 0.03, 0.7, 5]) {
      for (const place of [0, 0.3, 1]) {
        const grid = splatOnGrid(Float64Array.of(place), Float64Array.of(2), gridCells(bandwidth));
        expect(Math.abs(sum(grid) - 2)).toBeLessThanOrEqual(sameFormula);
        expect(Math.abs(integrateAbsolute(smoothGrid(grid, bandwidth)) - 2)).toBeLessThanOrEqual(sameFormula);
      }
    }
  });

  it("is the mean everywhere at a bandwidth much larger than 1", () => {
    const smoothed = smoothGrid(splatOnGrid(Float64Array.of(0.1), Float64Array.of(1), gridCells(6)), 6);
    for (const density of smoothed) expect(Math.abs(density - 1)).toBeLessThanOrEqual(sameFormula);
  });

  it("is symmetric: mirrored masses are smoothed to the mirrored function", () => {
    const smoothed = smoothGrid(splatOnGrid(positions, masses, gridCells(0.05)), 0.05);
    const mirrored = splatOnGrid(
      positions.map((place) => 1 - place),
      masses,
      gridCells(0.05),
    );
    for (const [node, density] of smoothGrid(mirrored, 0.05).toReversed().entries()) {
      expect(Math.abs(density - smoothed[node]!)).toBeLessThanOrEqual(sameFormula);
    }
  });

  it("smooths twice as once with the two variances added", () => {
    const cells = gridCells(0.03);
    const once = smoothGrid(splatOnGrid(positions, masses, cells), 0.05);
    // A function on the grid as masses: the trapezoidal rule, which is exact for what is smooth and mirrored.
    const grid = smoothGrid(splatOnGrid(positions, masses, cells), 0.03).map(
      (density, node) => (density / cells) * (node === 0 || node === cells ? 0.5 : 1),
    );
    const twice = smoothGrid(grid, 0.04);
    for (const [node, density] of twice.entries()) {
      expect(Math.abs(density - once[node]!)).toBeLessThanOrEqual(1e-11);
    }
  });
});

describe("splatOnGrid", () => {
  it("is linear, so that grids of parts can be added", () => {
    const whole = splatOnGrid(positions, masses, 64);
    const first = splatOnGrid(positions.subarray(0, 7), masses.subarray(0, 7), 64);
    const rest = splatOnGrid(positions.subarray(7), masses.subarray(7), 64);
    for (const [node, mass] of whole.entries()) {
      expect(Math.abs(first[node]! + rest[node]! - mass)).toBeLessThanOrEqual(sameFormula);
    }
  });

  it("leaves a mass on a node there", () => {
    for (const node of [0, 1, 7, 15, 16]) {
      const grid = splatOnGrid(Float64Array.of(node / 16), Float64Array.of(3), 16);
      expect(Array.from(grid, Math.abs)).toEqual(Array.from(grid, (_, i) => (i === node ? 3 : 0)));
    }
  });
});
