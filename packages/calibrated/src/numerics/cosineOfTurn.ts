/** So many terms of a series leave less than 1e-17 of an eighth of a turn. */
const terms = 9;

/**
 * cos(2π share), to some units in the last place of 1; the same bits on every engine, which those of `Math.cos` are not.
 *
 * @param share - of a turn, from 0 to 1.
 */
export function cosineOfTurn(share: number): number {
  const half = Math.min(share, 1 - share);
  return half > 1 / 4 ? -cosineOfQuarter(1 / 2 - half) : cosineOfQuarter(half);
}

/** Up to a quarter of a turn, of whose second half it is the sine of what lacks. */
function cosineOfQuarter(share: number): number {
  if (share <= 1 / 8) return series(2 * Math.PI * share, 1);
  const angle = 2 * Math.PI * (1 / 4 - share);
  return angle * series(angle, 2);
}

/** 1 − x² / (n (n + 1)) · (1 − x² / ((n + 2) (n + 3)) · (…)): cos x from n = 1, sin x / x from 2. */
function series(x: number, n: number): number {
  let sum = 1;
  for (let k = n + 2 * terms; k >= n; k -= 2) sum = 1 - ((x * x) / (k * (k + 1))) * sum;
  return sum;
}
