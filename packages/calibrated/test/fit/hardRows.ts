import { cycle, softmax } from "./simulatedRows.ts";

/** Rows that leave much open or nothing: name, probabilities, labels. */
export const hardRows: readonly (readonly [string, number[][], number[]])[] = [
  ["one row", [[0.7, 0.3]], [0]],
  ["one row that is wrong", [[0.7, 0.3]], [1]],
  ["one row of three classes", [[0.7, 0.2, 0.1]], [1]],
  ["one class", [[1], [1]], [0, 0]],
  ["one label only", cycle(10, (i) => [0.5 + i / 30, 0.5 - i / 30]), cycle(10, () => 0)],
  ["one label of three only", cycle(10, (i) => softmax([i / 9, 1, 0])), cycle(10, () => 1)],
  ["rows that are all uniform", cycle(6, () => [0.5, 0.5]), cycle(6, (i) => i % 2)],
  ["rows that are all the same", cycle(6, () => [0.2, 0.3, 0.5]), cycle(6, (i) => i % 3)],
  ["exact zeros and ones", cycle(8, (i) => (i % 2 ? [0, 1, 0] : [1, 0, 0])), cycle(8, (i) => i % 3)],
  ["certain rows that are all right", cycle(8, (i) => (i % 2 ? [0, 1] : [1, 0])), cycle(8, (i) => i % 2)],
  ["certain rows that are all wrong", cycle(8, (i) => (i % 2 ? [1, 0] : [0, 1])), cycle(8, (i) => i % 2)],
  ["separable rows", cycle(9, (i) => [(i + 1) / 10, (9 - i) / 10]), cycle(9, (i) => (i < 5 ? 1 : 0))],
  ["rows on the way down", cycle(9, (i) => [(i + 1) / 10, (9 - i) / 10]), cycle(9, (i) => (i < 5 ? 0 : 1))],
  ["probabilities below the floor", cycle(8, (i) => [1e-20 * i, 1]), cycle(8, (i) => i % 2)],
  ["ten rows of five classes", cycle(10, (i) => softmax([i, 5, i / 2, 1, 3])), cycle(10, (i) => i % 4)],
];
