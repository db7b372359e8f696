import { choleskySolve } from "./choleskySolve.ts";
import type { Derivatives } from "./newtonMinimum.ts";

/**
 * The step −H⁻¹ g among the unknowns that are free, 0 for the others.
 *
 * Where H is singular, as along directions that change nothing, just enough is added to its diagonal.
 */
export function newtonStep({ gradient, hessian }: Derivatives, isBound: Uint8Array): Float64Array {
  const all = gradient.length;
  const full = hessian();
  const free: number[] = [];
  for (let i = 0; i < all; i++) if (isBound[i] === 0) free.push(i);
  const n = free.length;
  let largest = 0;
  for (const i of free) largest = Math.max(largest, full[i * all + i]!);
  const step = new Float64Array(all);
  for (let shift = 0; ; shift = shift === 0 ? 1e-13 * largest || 1 : 100 * shift) {
    const matrix = new Float64Array(n * n);
    const right = new Float64Array(n);
    for (let r = 0; r < n; r++) {
      const from = free[r]! * all;
      for (let c = 0; c <= r; c++) matrix[r * n + c] = full[from + free[c]!]!;
      matrix[r * n + r]! += shift;
      right[r] = -gradient[free[r]!]!;
    }
    if (!choleskySolve(matrix, right)) continue;
    for (let r = 0; r < n; r++) step[free[r]!] = right[r]!;
    return step;
  }
}
