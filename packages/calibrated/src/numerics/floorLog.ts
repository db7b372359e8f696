/** No probability counts as smaller than this when its logarithm is taken or an isotonic value is used. */
export const probabilityFloor = 1e-12;

/** ln(max(p, 1e-12)), in nats. */
export function floorLog(probability: number): number {
  return Math.log(probability > probabilityFloor ? probability : probabilityFloor);
}
