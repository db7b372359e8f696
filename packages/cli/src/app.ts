import { buildApplication, buildRouteMap, text_en, type Application } from "@stricli/core";

import { applyCommand } from "./commands/applyCommand.ts";
import { demoCommand } from "./commands/demoCommand.ts";
import { evaluateCommand } from "./commands/evaluateCommand.ts";
import { fitCommand } from "./commands/fitCommand.ts";
import { inspectCommand } from "./commands/inspectCommand.ts";
import { policyRoutes } from "./commands/policyRoutes.ts";
import { studioCommand } from "./commands/studioCommand.ts";
import { reportCommand } from "./commands/reportCommand.ts";
import { tuneRejectCommand } from "./commands/tuneRejectCommand.ts";
import type { Context } from "./context.ts";
import { describeError, exitCodeOf } from "./exitCodes.ts";
import { version } from "./version.ts";

const routes = buildRouteMap({
  routes: {
    fit: fitCommand,
    apply: applyCommand,
    evaluate: evaluateCommand,
    report: reportCommand,
    "tune-reject": tuneRejectCommand,
    inspect: inspectCommand,
    policy: policyRoutes,
    studio: studioCommand,
    demo: demoCommand,
  },
  docs: {
    brief: "Makes a classifier's probabilities mean what they say, for every user",
    fullDescription:
      "Fits calibrators on labelled predictions, applies them, and shows what they change.\n\n" +
      "Tables are CSV, TSV, JSON lines or Parquet (by extension, also compressed), with columns p_<class>, label,\n" +
      "user_id and timestamp; each name is an option.\n\n" +
      "Exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 bad input, 4 file system.\n\n" +
      "Example:\n" +
      "  calibrated fit labelled.parquet --out store\n" +
      "  calibrated apply new.csv --store store --out calibrated.csv",
  },
});

/** @param onRefusal - is told what the parser of arguments says when it refuses them. */
export function buildApp(onRefusal: (message: string) => void): Application<Context> {
  const told = (message: string): string => {
    onRefusal(message);
    return message;
  };
  return buildApplication<Context>(routes, {
    name: "calibrated",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true, onlyRequiredInUsageLine: true },
    localization: {
      text: {
        ...text_en,
        exceptionWhileParsingArguments: (error) =>
          told(asWritten(error instanceof Error ? error.message : String(error))),
        exceptionWhileLoadingCommandFunction: (error) => describeError(error),
        noCommandRegisteredForInput: (input) => told(text_en.noCommandRegisteredForInput(input)),
        exceptionWhileRunningCommand: (error) => describeError(error),
        commandErrorResult: (error) => describeError(error),
      },
    },
    determineExitCode: exitCodeOf,
  });
}

/** The options that a refusal suggests, as --help writes them. */
function asWritten(refusal: string): string {
  return refusal.replace(/did you mean .*$/, (options) =>
    options.replace(/--\w+/g, (option) => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
  );
}
