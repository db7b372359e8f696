/**
 * Masses smoothed by the reflected Gaussian as a cosine series, a form the library does not use:
 * K_s(t, f) = 1 + 2 Σ exp(−π²k²s²/2) cos(πkt) cos(πkf).
 */
export class CosineSeries {
  readonly #coefficients: readonly number[];

  constructor(positions: ArrayLike<number>, masses: ArrayLike<number>, bandwidth: number) {
    const terms = Math.ceil(9 / (Math.PI * bandwidth)) + 1;
    this.#coefficients = Array.from({ length: terms }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < positions.length; i++) sum += masses[i]! * Math.cos(Math.PI * k * positions[i]!);
      return (k === 0 ? 1 : 2) * Math.exp(-((Math.PI * k * bandwidth) ** 2) / 2) * sum;
    });
  }

  valueAt(place: number): number {
    return this.#coefficients.reduce((sum, c, k) => sum + c * Math.cos(Math.PI * k * place), 0);
  }

  /** ∫ |value| over [0, 1], term by term between the zeros; `samples` must be more than the zeros are close. */
  absoluteIntegral(samples: number): number {
    const cuts = [0];
    for (let i = 0; i < samples; i++) {
      let [low, high] = [i / samples, (i + 1) / samples];
      const isPositive = this.valueAt(low) > 0;
      if (isPositive === this.valueAt(high) > 0) continue;
      for (let halving = 0; halving < 30; halving++) {
        const middle = (low + high) / 2;
        if (this.valueAt(middle) > 0 === isPositive) low = middle;
        else high = middle;
      }
      cuts.push((low + high) / 2);
    }
    const primitives = [...cuts, 1].map((x) =>
      this.#coefficients.reduce(
        (sum, c, k) => sum + (k === 0 ? c * x : (c * Math.sin(Math.PI * k * x)) / (Math.PI * k)),
        0,
      ),
    );
    return primitives.slice(1).reduce((sum, primitive, i) => sum + Math.abs(primitive - primitives[i]!), 0);
  }
}
