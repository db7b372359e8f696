/**
 * Solves A x = b for a symmetric positive definite A, of which only the lower triangle is read.
 *
 * @param matrix - n × n, row-major; overwritten by its Cholesky factor.
 * @param vector - n numbers; overwritten by the solution.
 * @returns whether A is positive definite; if not, both are left in an unspecified state.
 */
export function choleskySolve(matrix: Float64Array, vector: Float64Array): boolean {
  if (!choleskyFactor(matrix, vector.length)) return false;
  solveFactored(matrix, vector);
  return true;
}

/** Overwrites the lower triangle of a symmetric n × n matrix by its Cholesky factor, if it is positive definite. */
export function choleskyFactor(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      if (i !== j) matrix[i * n + j] = sum / matrix[j * n + j]!;
      else if (sum > 0) matrix[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L Lᵀ x = b in place, L being a Cholesky factor. */
export function solveFactored(factor: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * vector[k]!;
    vector[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = vector[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * vector[k]!;
    vector[i] = sum / factor[i * n + i]!;
  }
}
