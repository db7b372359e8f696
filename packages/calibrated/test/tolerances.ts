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
/** A row smoothed on the grid of `gridCells`: off by 2e-13 as the integral of the absolute difference. */
export const smoothedOnGrid = 1e-12;
/** The same at one place, where a density may be as large as 400, at a bandwidth of 0.001. */
export const smoothedDensity = 1e-9;
/** A smooth calibration error and its bandwidth: as exact as the grid, since an error at a bandwidth never rises. */
export const smoothEceGolden = 1e-12;
/** relplot halves [0, 1] ten times for its bandwidth, and its error falls slower than the bandwidth grows. */
export const relplotSmoothEce = 2 ** -10;
/** relplot at a given bandwidth: its mesh, its linear weights, and rows in its end cells that count in part. */
export const relplotAtBandwidth = 2e-3;
/** An accuracy read off where rows are sparse: the grid's error relative to a density of 1e-12. */
export const smoothAccuracy = 1e-6;
/** Distributions against 50 digits, relative: some roundings. */
export const distributionGolden = 1e-13;
/** The same for a probability below 1e-100: the logarithm it is the power of, some hundreds, is rounded. */
export const deepTailGolden = 4e-13;
/** Two pooled fits of the same rows in another order: each Newton method stops within a gradient of 1e-12 per row. */
export const samePooledFit = 1e-9;
/** The gradient of a convex fit of several unknowns at its minimum, as its diagnostics promise. */
export const convexGradient = 1e-9;
/** Convex fits against SciPy's: a gradient of 1e-13 over a curvature that is 1e-4 or more, relative. */
export const convexGolden = 1e-8;
/** What they make of a row, which hardly depends on what the rows leave open. */
export const convexRowGolden = 1e-9;
/** probmetrics halves [e^-16, e^16] thirty times in the logarithm of 1/T. */
export const peerTemperature = 1e-8;
/** probmetrics stops its search of a structured fit with an objective some 1e-6 above the least. */
export const peerStructured = 1e-3;
/** A calibrated probability in doubles against its exact value, as the kernels promise. */
export const kernelAccuracy = 2e-15;
