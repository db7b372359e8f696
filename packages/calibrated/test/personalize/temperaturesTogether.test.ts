import { describe, expect, it } from "vitest";

import { takeLabelledRows, type LabelledRows } from "../../src/data/labelledRows.ts";
import { fitTemperatureRows, type TemperatureFit } from "../../src/fit/fitTemperature.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { temperaturesTogether } from "../../src/personalize/temperaturesTogether.ts";
import { draw, softmax } from "../fit/simulatedRows.ts";

const classCount = 3;

/** How many rows each user has, and what they are like. */
interface Habit {
  readonly rowCount: number;
  /** The T that makes the user's probabilities calibrated; 0 for a user who is always right, Infinity for one without a clue. */
  readonly temperature: number;
  readonly isUniform?: boolean;
}

const many = Array.from({ length: 60 }, (_, user) => ({ rowCount: 9000, temperature: 0.5 * 1.04 ** user }));
const hard: readonly Habit[] = [
  { rowCount: 1, temperature: 2 },
  { rowCount: 30, temperature: 0 },
  { rowCount: 30, temperature: Infinity },
  { rowCount: 20, temperature: 1, isUniform: true },
  { rowCount: 5000, temperature: 0.05 },
  { rowCount: 50_000, temperature: 3 },
];

/** Rows of users who take turns, as long as they have any. */
function rowsOf(habits: readonly Habit[], isWeighted: boolean): { rows: LabelledRows; users: Uint32Array[] } {
  const random = seededRandom(7);
  const rowCount = habits.reduce((sum, habit) => sum + habit.rowCount, 0);
  const values = new Float64Array(rowCount * classCount);
  const labels = new Int32Array(rowCount);
  const members: number[][] = habits.map(() => []);
  const left = habits.map((habit) => habit.rowCount);
  for (let row = 0, user = 0; row < rowCount; user = (user + 1) % habits.length) {
    if (left[user] === 0) continue;
    left[user]!--;
    const { temperature, isUniform } = habits[user]!;
    const logits = Array.from({ length: classCount }, () =>
      isUniform === true ? 0 : 6 * random.share() - 3,
    );
    values.set(softmax(logits), row * classCount);
    const certain = logits.indexOf(Math.max(...logits));
    const place = random.share();
    labels[row] = temperature === 0 ? certain : draw(softmax(logits.map((z) => z / temperature)), place);
    members[user]!.push(row++);
  }
  const weights = isWeighted ? Float64Array.from({ length: rowCount }, (_, row) => (row % 5) / 2) : null;
  const isCounting = (row: number): boolean => weights === null || weights[row]! > 0;
  return {
    rows: { block: { values, rowCount, classCount }, labels, weights },
    users: members.map((own) => Uint32Array.from(own.filter(isCounting))).filter(({ length }) => length > 0),
  };
}

function counting(rows: LabelledRows): LabelledRows {
  const { weights } = rows;
  if (weights === null) return rows;
  return takeLabelledRows(
    rows,
    Array.from(weights.keys()).filter((row) => weights[row]! > 0),
  );
}

function expectSame(found: TemperatureFit, alone: TemperatureFit): void {
  expect(found.calibrator.temperature / alone.calibrator.temperature).toBeCloseTo(1, 12);
  const { nllBefore, nllAfter, evaluations, gradient, ...others } = alone.diagnostics;
  expect(found.diagnostics).toMatchObject(others);
  expect(found.diagnostics.nllBefore).toBeCloseTo(nllBefore, 12);
  expect(found.diagnostics.nllAfter).toBeCloseTo(nllAfter, 12);
  if (others.status === "converged") expect(Math.abs(found.diagnostics.gradient)).toBeLessThan(1e-12);
  else expect(found.diagnostics.gradient).toBe(gradient);
  expect(found.diagnostics.evaluations).toBeLessThanOrEqual(evaluations + 2);
}

describe("temperaturesTogether", () => {
  const told: number[] = [];

  it.each([
    ["all users", false, 0],
    ["all users, with weights", true, 0],
    ["all but some users", false, 25],
    ["all but some users, with weights", true, 25],
  ])("finds what each fit finds by itself: %s", (_, isWeighted, without) => {
    const { rows, users } = rowsOf([...many, ...hard], isWeighted);
    const some = users.slice(without);
    const all = counting(rows);
    told.length = 0;
    const found = temperaturesTogether(all, rows, some, (count) => told.push(count))!;
    expectSame(found.global, fitTemperatureRows(all));
    expect(found.users).toHaveLength(some.length);
    for (const [i, fit] of found.users.entries()) {
      expectSame(fit, fitTemperatureRows(takeLabelledRows(rows, some[i]!)));
    }
    expect(told).toEqual(some.map((__, i) => i + 1));
  });

  it("asks a user who is like the others twice, and all rows together once", () => {
    const { rows, users } = rowsOf(
      many.map((habit, user) => ({ ...habit, temperature: 1.8 + user / 150 })),
      false,
    );
    const { global, users: fits } = temperaturesTogether(rows, rows, users, () => undefined)!;
    expect(global.diagnostics.evaluations).toBe(1);
    for (const { diagnostics } of fits) expect(diagnostics.evaluations).toBeLessThanOrEqual(2);
  });

  it("leaves few rows, and rows that are mostly of nobody, to each fit", () => {
    const few = rowsOf(many.slice(0, 20), false);
    expect(temperaturesTogether(few.rows, few.rows, few.users, () => undefined)).toBe(null);
    const { rows, users } = rowsOf(many, false);
    expect(temperaturesTogether(rows, rows, users.slice(31), () => undefined)).toBe(null);
  });
});
