import { naturalExp } from "./naturalExp.ts";
import { logOnePlus } from "./naturalLog.ts";

/** ln(1 / (1 + exp(−s))), which neither overflows nor loses the digits of a tiny result. */
export function logSigmoid(s: number): number {
  return s < 0 ? s - logOnePlus(naturalExp(s)) : -logOnePlus(naturalExp(-s));
}
