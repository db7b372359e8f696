import { CalibrationError } from "../errors.ts";

/** A calibrator's parameter, a finite number; `invalid-calibrator` names the field. */
export function finiteNumber(
  value: unknown,
  field: string,
  { least = -Infinity, most = Infinity }: { readonly least?: number; readonly most?: number } = {},
): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= least && value <= most) return value;
  const from = least === -Infinity ? "" : ` from ${least}`;
  const to = most === Infinity ? "" : ` to ${most}`;
  throw new CalibrationError("invalid-calibrator", {
    problem: "Invalid calibrator",
    expected: `a finite number${from}${to}`,
    found: String(value),
    field,
  });
}
