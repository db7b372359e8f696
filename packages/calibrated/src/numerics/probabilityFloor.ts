/** No probability counts as smaller than this when its logarithm is taken or an isotonic value is used. */
export const probabilityFloor = 1e-12;

/** Its logarithm, the nearest double. */
export const leastLog = -27.631021115928547;
