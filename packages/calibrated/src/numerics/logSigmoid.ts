/** ln(1 / (1 + exp(−s))), which neither overflows nor loses the digits of a tiny result. */
export function logSigmoid(s: number): number {
  return s < 0 ? s - Math.log1p(Math.exp(s)) : -Math.log1p(Math.exp(-s));
}
