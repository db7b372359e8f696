import type { EvaluationIntervals } from "../../evaluate/evaluationIntervals.ts";
import type { Report } from "../report.ts";
import { amount, type Phrase, type PhrasePart } from "./phrase.ts";

/** Where a report comes from: data, store, intervals, versions and commands. */
export function madeInWords(report: Report): Phrase[] {
  const { provenance, scores } = report;
  return [
    dataInWords(report),
    ...storeInWords(provenance.store),
    intervalsInWords(report, scores.intervals),
    ...versionsInWords(provenance),
    ...provenance.commands.map((command): Phrase => [{ code: command }]),
  ];
}

function dataInWords({ rows, classes, provenance }: Report): Phrase {
  const { files, where, normalizedRows } = provenance;
  return [
    "Data: ",
    amount(rows, "count"),
    rows === 1 ? " row of " : " rows of ",
    amount(classes.length, "count"),
    classes.length === 1 ? " class" : " classes",
    ...(files.length === 0 ? [] : [" from ", ...listed(files)]),
    ...(where === null ? [] : [" where ", { code: where }]),
    ".",
    ...(normalizedRows === 0
      ? []
      : [" ", amount(normalizedRows, "count"), " did not sum to 1 and were divided by their sum."]),
    " They must be rows that neither the model nor the calibrators were fitted on; on others every number is too good.",
  ];
}

const mostFiles = 20;

function listed(names: readonly string[]): PhrasePart[] {
  const shown = names
    .slice(0, mostFiles)
    .flatMap((name, i): PhrasePart[] => (i === 0 ? [{ name }] : [", ", { name }]));
  const more = names.length - mostFiles;
  return more > 0 ? [...shown, " and ", amount(more, "count"), " more"] : shown;
}

function storeInWords(store: Report["provenance"]["store"]): Phrase[] {
  if (store === null) return [["No store: only the model's own probabilities are judged."]];
  const { location, method, createdAt, modelBundleId, modelSchemaHash, users, personalization, isGated } =
    store;
  const facts: Phrase[] = [
    ["method ", { name: method }],
    [
      amount(users, "count"),
      users === 1 ? " user with their own calibrator" : " users with their own calibrator",
    ],
    ...(personalization === null
      ? []
      : [[`personalization ${personalization}, gate ${isGated ? "on" : "off"}`]]),
    ...(createdAt === null ? [] : [["fitted at ", { name: createdAt }]]),
    ...(modelBundleId === null ? [] : [["for the model bundle ", { name: modelBundleId }]]),
    ...(modelSchemaHash === null ? [] : [["schema hash ", { name: modelSchemaHash }]]),
  ];
  return [
    [
      "Store: ",
      ...(location === null ? [] : [{ name: location }, ", "]),
      ...facts.flatMap((fact, i) => (i === 0 ? fact : [", ", ...fact])),
      ".",
    ],
  ];
}

const units = { user: "users", day: "users' days", block: "stretches of time", row: "rows" } as const;

function intervalsInWords({ level }: Report, intervals: EvaluationIntervals | null): Phrase {
  if (intervals === null)
    return ["Intervals: none of scores, since the rows are too few groups to resample."];
  const { replicates, seed, resampled } = intervals;
  return [
    "Intervals: ",
    amount(level, "asked"),
    ", from ",
    amount(replicates, "count"),
    ` resamples (seed ${seed}) of `,
    amount(resampled.units, "count"),
    ` ${units[resampled.unit]}`,
    ...(resampled.groups < resampled.units ? [" in ", amount(resampled.groups, "count"), " groups"] : []),
    "; gains of users from Student's t over their days or stretches of time.",
  ];
}

function versionsInWords({ versions, createdAt }: Report["provenance"]): Phrase[] {
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  if (programs.length === 0 && createdAt === null) return [];
  return [
    [
      "Made",
      ...(createdAt === null ? [] : [" at ", { name: createdAt }]),
      ...(programs.length === 0 ? [] : [" by ", { name: programs.join(", ") }]),
      ".",
    ],
  ];
}
