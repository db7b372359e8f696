/** What the contract promises of the sum of a calibrated row in double precision. */
export const rowSum = 1e-12;
/** A sum of at most 100 floats of 24 bits, each rounded once. */
export const floatRowSum = 1e-5;
/** Two ways through the same formula in doubles: some roundings apart. */
export const sameFormula = 1e-12;
/** scikit-learn's isotonic regression, as the contract asks. */
export const isotonicGolden = 1e-12;
/** The root of the gradient by SciPy and 50-digit arithmetic, relative in T. */
export const temperatureGolden = 1e-9;
/** The gradient of the mean NLL at a converged temperature. */
export const gradient = 1e-10;
/** Metrics against scikit-learn, which sums in another order. */
export const metricGolden = 1e-12;
