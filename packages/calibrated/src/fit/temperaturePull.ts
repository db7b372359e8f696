import { naturalLog } from "../numerics/naturalLog.ts";
import type { Bend } from "../numerics/newtonRoot.ts";

/** What holds an inverse temperature b to a centre: a penalty of ½ precision · (ln b − ln centre)². */
export interface TemperaturePull {
  readonly centre: number;
  readonly precision: number;
}

/** The derivatives of the penalty by b. */
export function temperaturePull({ centre, precision }: TemperaturePull, b: number): Bend {
  const distance = naturalLog(b / centre);
  return {
    value: (precision * distance) / b,
    derivative: (precision * (1 - distance)) / b ** 2,
    second: (precision * (2 * distance - 3)) / (b * b * b),
  };
}

/** What two functions add up to. */
export function sumOfBends(one: Bend, other: Bend): Bend {
  return {
    value: one.value + other.value,
    derivative: one.derivative + other.derivative,
    second: one.second + other.second,
  };
}
