export interface VennAbersPoint {
  readonly score: number;
  readonly label: number;
  readonly weight: number;
}

/** p0 and p1 at a score by their definition: two isotonic fits, each with one point more, read off at the score. */
export function vennAbersByDefinition(points: readonly VennAbersPoint[], score: number): [number, number] {
  const p = [0, 1].map((label) => isotonicAt([...points, { score, label, weight: 1 }], score));
  return p as [number, number];
}

/** The isotonic fit at one of its scores, as the largest over all starts up to it of the least mean to all ends after. */
function isotonicAt(points: readonly VennAbersPoint[], score: number): number {
  const scores = [...new Set(points.map((point) => point.score))].sort((a, b) => a - b);
  const at = scores.map((one) => points.filter((point) => point.score === one));
  const masses = at.map((group) => group.reduce((sum, { weight }) => sum + weight, 0));
  const sums = at.map((group) => group.reduce((sum, { weight, label }) => sum + weight * label, 0));
  const here = scores.indexOf(score);
  let value = -Infinity;
  for (let from = 0; from <= here; from++) {
    let least = Infinity;
    let [sum, mass] = [0, 0];
    for (let to = from; to < scores.length; to++) {
      sum += sums[to]!;
      mass += masses[to]!;
      if (to >= here && mass > 0) least = Math.min(least, sum / mass);
    }
    value = Math.max(value, least);
  }
  return value;
}
