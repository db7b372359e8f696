import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { everyRow, labelledRows, readLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { checkChoice } from "../data/checkChoice.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import { reusedMemory } from "../data/reusedMemory.ts";
import type { FitDiagnostics } from "../fit/fitDiagnostics.ts";
import { methods, type Fit, type Method } from "../fit/fitMethod.ts";
import type { AdoptionEvidence, TriedCandidate } from "../store/storeEvidence.ts";
import { adoptionOf, adoptionsOf, isServing, type FoldNll } from "./adoption.ts";
import { chooseMethod, type JudgedRows } from "./chooseMethod.ts";
import { crossFittedFolds } from "./crossFittedFolds.ts";
import { fitWarnings, globalWarnings, type FitWarning } from "./fitWarnings.ts";
import { blocksOfTime, groupedFolds, type GroupedFolds } from "./groupedFolds.ts";
import type { eligibilityOfAll } from "./personalizationEligibility.ts";
import { populationRows, type PopulationRows } from "./populationRows.ts";
import { selectionRows } from "./selectionRows.ts";
import type { StoreParts } from "./storeParts.ts";
import { temperaturesTogether } from "./temperaturesTogether.ts";
import { timeBlocks } from "./timeBlocks.ts";

/** A calibrator to come: nothing is computed that is not asked for. */
export interface PlannedFit {
  /** Null where the parent was chosen. */
  readonly fit: (() => Fit) | null;
  /** What it gains over its parent on rows left out. */
  readonly nlls: () => readonly FoldNll[];
  readonly candidates: readonly TriedCandidate[];
}

/**
 * Plans a fit by one method.
 *
 * @param rowsOf - takes the rows, each time anew: those of all users at once would be another table. They may be in the memory
 *   of those taken before.
 */
export function namedFit(
  fit: (rows: LabelledRows) => Fit,
  rowsOf: () => LabelledRows,
  foldsOf: (rows: LabelledRows) => GroupedFolds,
  parent: BlockCalibrator,
): PlannedFit {
  return {
    fit: () => fit(rowsOf()),
    nlls: () => {
      const rows = rowsOf();
      return crossFittedFolds(rows, foldsOf(rows), (part) => fit(part).calibrator, parent);
    },
    candidates: [],
  };
}

/**
 * Plans a fit by the method that does best on rows left out; its gain is that of the choice as a whole.
 *
 * @param judged - what the method is chosen by: the rows, or some of many.
 */
export function chosenFit(
  rows: LabelledRows,
  judged: JudgedRows,
  parent: BlockCalibrator,
  parentName: string,
): PlannedFit {
  const { method, scores, nested } = chooseMethod(judged, parent, parentName);
  return {
    fit: method === null ? null : () => methods[method](rows),
    nlls: () => nested,
    candidates: scores,
  };
}

interface SeparateOptions {
  readonly method?: Method | "auto" | undefined;
  readonly gate?: boolean | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** How long it takes to choose or to prove a user's calibrator, in the time of a fit. */
const fitsOfProof = 10;

/** The seed's rule: a fit on all rows, and one on the rows of each user who is eligible. */
export function separateParts(
  table: PredictionTable,
  { method = "temperature", gate = false, onProgress = (): void => undefined }: SeparateOptions,
  users: ReturnType<typeof eligibilityOfAll>,
): StoreParts {
  const rows = labelledRows(table);
  const all = everyRow(table);
  const eligible = users.filter(({ report }) => report.isEligible);
  const together =
    method === "temperature" && !gate
      ? temperaturesTogether(
          rows,
          all,
          eligible.map(({ rows: members }) => members),
          (count) => onProgress(count / eligible.length),
        )
      : null;
  const identity = new IdentityCalibrator();
  const global =
    method === "auto"
      ? chosenFit(rows, judgedPopulation(selectionRows(populationRows(table))), identity, "identity")
      : namedFit(
          methodNamed(method),
          () => rows,
          () => foldsOfPopulation(rows, populationRows(table)),
          identity,
        );
  const globalEvidence = gate ? adoptionOf(global.nlls(), true) : null;
  const isGlobalServing = globalEvidence === null || isServing(globalEvidence);
  const globalFit =
    together?.global ?? (isGlobalServing && global.fit !== null ? global.fit() : methods.identity(rows));
  const globalCalibrator = globalFit.calibrator;
  // What a method is chosen by is kept until all have proved themselves, and not to be written over.
  const memory = method === "auto" && gate ? undefined : reusedMemory();
  const planOf = (members: Uint32Array): PlannedFit => {
    const rowsOf = (): LabelledRows => readLabelledRows(all, members, memory);
    const timesOf = (): Float64Array | null =>
      table.timestamps && Float64Array.from(members, (row) => table.timestamps![row]!);
    return method === "auto"
      ? chosenFit(rowsOf(), judgedUser(rowsOf(), timesOf()), globalCalibrator, "global")
      : namedFit(methodNamed(method), rowsOf, (own) => blocksOfTime(own, timesOf()), globalCalibrator);
  };
  const fits = new UserFits(table.classes);
  const evidence = new Map<string, AdoptionEvidence>();
  if (together !== null) {
    for (const [i, fit] of together.users.entries()) fits.add(eligible[i]!.report.userId, fit);
  } else if (gate) {
    const total = eligible.length * (fitsOfProof + 1);
    const plans = eligible.map(({ report, rows: members }, i) => {
      const plan = planOf(members);
      const nlls = plan.nlls();
      onProgress(((i + 1) * fitsOfProof) / total);
      return { userId: report.userId, fit: plan.fit, nlls };
    });
    const judged = adoptionsOf(
      plans.map(({ nlls }) => nlls),
      true,
    ).evidence;
    for (const [i, { userId, fit }] of plans.entries()) {
      evidence.set(userId, judged[i]!);
      if (fit !== null && isServing(judged[i]!)) fits.add(userId, fit());
      onProgress((plans.length * fitsOfProof + i + 1) / total);
    }
  } else {
    for (const [i, { report, rows: members }] of eligible.entries()) {
      const { fit } = planOf(members);
      if (fit !== null) fits.add(report.userId, fit());
      onProgress((i + 1) / eligible.length);
    }
  }
  return {
    method,
    globalCalibrator,
    userCalibrators: fits.calibrators,
    diagnostics: { global: globalFit.diagnostics, users: fits.diagnostics },
    evidence: {
      isGated: gate,
      global: globalEvidence,
      users: evidence,
      candidates: global.candidates,
      population: null,
    },
    warnings: [...fitWarnings(globalFit, table.classes), ...globalWarnings(globalEvidence), ...fits.warnings],
  };
}

/** What the fits of users add to a store. */
class UserFits {
  readonly calibrators: Map<string, Calibrator> = new Map();
  readonly diagnostics: Map<string, FitDiagnostics> = new Map();
  readonly warnings: FitWarning[] = [];
  readonly #classes: readonly string[];

  constructor(classes: readonly string[]) {
    this.#classes = classes;
  }

  add(userId: string, fit: Fit): void {
    this.calibrators.set(userId, fit.calibrator);
    this.diagnostics.set(userId, fit.diagnostics);
    for (const warning of fitWarnings(fit, this.#classes)) this.warnings.push({ ...warning, userId });
  }
}

/** Folds of users; fewer than three cannot be left out twice, and are split by time. */
function foldsOfPopulation(rows: LabelledRows, { byUser, times }: PopulationRows): GroupedFolds {
  return groupedFolds(rows, byUser, times, 3);
}

function judgedPopulation(population: PopulationRows): JudgedRows {
  const { block, labels, ownWeights: weights, byUser, times } = population;
  const rows = { block, labels, weights };
  return {
    rows,
    grouped: foldsOfPopulation(rows, population),
    blocks: timeBlocks(rows, byUser, times),
  };
}

function judgedUser(rows: LabelledRows, times: Float64Array | null): JudgedRows {
  const everybody = new Map([[null, Uint32Array.from(rows.labels.keys())]]);
  return { rows, grouped: blocksOfTime(rows, times), blocks: timeBlocks(rows, everybody, times) };
}

function methodNamed(method: Method | "auto"): (rows: LabelledRows) => Fit {
  checkChoice("method", method, Object.keys(methods));
  return methods[method as Method];
}
