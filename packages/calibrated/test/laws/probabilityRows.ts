import fc from "fast-check";

/** Entries before division by the row's sum: ordinary, tied, zero, tiny and subnormal ones. */
const entry = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 0.25, 0.5, 1) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0) },
  { weight: 1, arbitrary: fc.constantFrom(Number.MIN_VALUE, 1e-310, 1e-300, 1e-16, 1e-13, 1e-12) },
);

/** A row of probabilities, among them certain ones (an exact 1). */
export function probabilityRow(classCount: number): fc.Arbitrary<number[]> {
  const certain = fc.nat({ max: classCount - 1 }).map((top) => oneHot(top, classCount));
  const spread = fc.array(entry, { minLength: classCount, maxLength: classCount }).map(divideBySum);
  return fc.oneof({ weight: 1, arbitrary: certain }, { weight: 6, arbitrary: spread });
}

/** One row, some rows, many classes: the shapes every calibrator must take. */
export function probabilityMatrix(classCount: number): fc.Arbitrary<number[][]> {
  return fc.array(probabilityRow(classCount), { minLength: 1, maxLength: classCount > 10 ? 4 : 12 });
}

function oneHot(top: number, classCount: number): number[] {
  return Array.from({ length: classCount }, (_, j) => (j === top ? 1 : 0));
}

function divideBySum(entries: number[]): number[] {
  const sum = entries.reduce((total, p) => total + p, 0);
  // A sum that is subnormal cannot be divided by without losing the sum of 1.
  return sum > 1e-290 ? entries.map((p) => p / sum) : oneHot(0, entries.length);
}
