import { checkPolicyFile } from "calibrated/io";

import type { PolicyFlags } from "../commands/policyRoutes.ts";
import { print, printJson, type Context } from "../context.ts";
import { exitCodes } from "../exitCodes.ts";
import { counted, printable } from "../terminal/textTable.ts";

/** `calibrated policy check`: everything that is wrong with a policy. */
export async function policyCheck(this: Context, flags: PolicyFlags, path: string): Promise<void> {
  const { findings } = await checkPolicyFile(path);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  if (flags.json) printJson(this, { policy: path, holds: errors === 0, errors, warnings, findings });
  else {
    const lines = findings.map(({ severity, code, message }) => `${severity} ${code}: ${printable(message)}`);
    const counts = [
      ...(errors > 0 ? [counted(errors, "error")] : []),
      ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ];
    const verdict =
      errors === 0 ? "Model, store and policy belong together" : "Nothing is served by this policy";
    lines.push(counts.length === 0 ? `${verdict}.` : `${verdict}: ${counts.join(", ")}.`);
    print(this, lines.join("\n"));
  }
  if (errors > 0) this.process.exitCode = exitCodes.checkFailed;
}
