/** The sum of numbers, added one after the other. A loop: of millions, `reduce` makes an object each. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
