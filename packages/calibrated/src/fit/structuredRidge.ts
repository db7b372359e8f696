/** What the squares of the parameters cost, in nats per unit, with the published strengths. */
export interface StructuredRidge {
  /** l_b, of a bias. */
  readonly bias: number;
  /** l_d, of a diagonal entry's distance from 1. */
  readonly diagonal: number;
  /** l_o, of an entry beside the diagonal; 0 where the vector form has none. */
  readonly offDiagonal: number;
}

/** K / n, K / n and K (K − 1) / n, n the total weight: all λ, ρ and τ of the publication are 1. */
export function structuredRidge(classCount: number, total: number): StructuredRidge {
  return {
    bias: classCount / total,
    diagonal: classCount / total,
    offDiagonal: (classCount * (classCount - 1)) / total,
  };
}
