/** A function's value and its derivative, at one point. */
export interface Slope {
  readonly value: number;
  readonly derivative: number;
}

export interface Root {
  readonly status: "converged" | "below-bounds" | "above-bounds" | "flat";
  readonly at: number;
  readonly value: number;
  readonly evaluations: number;
}

/** A Newton step this small, relative to x, that no longer halves the value is rounding. */
const roundingShare = 1e-13;

/**
 * The root of a non-decreasing function on [low, high], 0 < low < high.
 *
 * Newton's method inside a bracket that only shrinks; a step that leaves the bracket, or does not halve the
 * value, is replaced by bisection at the geometric mean. It stops when the value is 0, when rounding decides
 * the next step or when the bracket has closed: the answer is exact to rounding, not to a chosen tolerance.
 *
 * @returns `below-bounds` or `above-bounds` (and that bound) if there is no root inside, `flat` if the function
 *   is 0 with derivative 0 at 1 and at both bounds.
 */
export function increasingRoot(f: (x: number) => Slope, low: number, high: number): Root {
  let evaluations = 0;
  const evaluate = (x: number): Slope => {
    evaluations++;
    return f(x);
  };
  const atLow = evaluate(low);
  const atHigh = evaluate(high);
  const start = Math.min(Math.max(1, low), high);
  if (isFlat(atLow) && isFlat(atHigh) && isFlat(evaluate(start))) {
    return { status: "flat", at: start, value: 0, evaluations };
  }
  if (atLow.value >= 0) {
    return {
      status: atLow.value > 0 ? "below-bounds" : "converged",
      at: low,
      value: atLow.value,
      evaluations,
    };
  }
  if (atHigh.value <= 0) {
    // A value of 0 without a slope is underflow: the function only tends to its root.
    const status = atHigh.value < 0 || atHigh.derivative === 0 ? "above-bounds" : "converged";
    return { status, at: high, value: atHigh.value, evaluations };
  }
  let left = low;
  let right = high;
  let x = start > low && start < high ? start : Math.sqrt(low * high);
  let best = { x, value: Infinity };
  let previous = Infinity;
  for (;;) {
    const { value, derivative } = evaluate(x);
    const size = Math.abs(value);
    if (size < Math.abs(best.value)) best = { x, value };
    if (value === 0) break;
    if (value < 0) left = x;
    else right = x;
    const newton = x - value / derivative;
    const halved = size <= previous / 2;
    previous = size;
    let next = newton;
    if (!(newton > left && newton < right) || !halved) {
      if (Math.abs(newton - x) <= roundingShare * x) break;
      next = Math.sqrt(left * right);
    }
    if (next === x || !(next > left && next < right)) break;
    x = next;
  }
  return { status: "converged", at: best.x, value: best.value, evaluations };
}

function isFlat(slope: Slope): boolean {
  return slope.value === 0 && slope.derivative === 0;
}
