import { compareCodePoints } from "../data/compareCodePoints.ts";
import { CalibrationError } from "../errors.ts";
import { checkPopulation } from "../store/checkPopulation.ts";
import type {
  AdoptionEvidence,
  PersonalAdoptionRule,
  PopulationPrior,
  StoreEvidence,
} from "../store/storeEvidence.ts";
import { decodeCalibrator, encodeCalibrator } from "./calibratorJson.ts";
import {
  anything,
  boolean,
  fileError,
  inTermsOfFile,
  invalidField,
  list,
  number,
  object,
  optional,
  text,
} from "./jsonShape.ts";
import { evidenceFile } from "./storeJson.ts";

/** The version of the evidence's format that is written, and the newest that is read. */
const evidenceVersion = 1;

/**
 * The JSON value of a store's evidence, as its file `evidence.json` has it. An infinite precision, which holds users to the
 * population, is null there.
 */
export function encodeEvidence(evidence: StoreEvidence): object {
  const { personalization, isGated, global, users, candidates, population } = evidence;
  return {
    evidence_version: evidenceVersion,
    personalization,
    is_gated: isGated,
    global: global && encodeAdoption(global),
    candidates,
    population: population && {
      base: population.base && encodeCalibrator(population.base),
      uniform_share: population.uniformShare,
      scales: population.scales,
      biases: population.biases,
      slope_precision: finite(population.slopePrecision),
      bias_precision: finite(population.biasPrecision),
      adoption: encodeRule(population.adoption ?? null),
    },
    users: [...users].map(([userId, adoption]) => ({ user_id: userId, ...encodeAdoption(adoption) })),
  };
}

/**
 * The evidence that a JSON value describes; unknown keys are ignored.
 *
 * @throws CalibrationError `invalid-field` naming the field, `format-too-new`.
 */
export function decodeEvidence(json: unknown, file: string = evidenceFile): StoreEvidence {
  const version = versionShape(json, file).evidence_version;
  if (!Number.isInteger(version) || version < 1) {
    throw invalidField(file, "evidence_version", "a whole number from 1", String(version));
  }
  if (version > evidenceVersion) {
    const expected = `version ${evidenceVersion} or older`;
    throw fileError(
      "format-too-new",
      file,
      "evidence_version",
      expected,
      `version ${version}`,
      "Upgrade the package.",
    );
  }
  const read = evidenceShape(json, file);
  const users = new Map(
    read.users.map((user, i) => [user.user_id, decodeAdoption(user, file, `users[${i}]`)]),
  );
  if (users.size !== read.users.length) throw invalidField(file, "users", "each user once", "a user twice");
  const { personalization } = read;
  if (personalization !== "none" && personalization !== "eligible" && personalization !== "pooled") {
    throw invalidField(
      file,
      "personalization",
      '"none", "eligible" or "pooled"',
      JSON.stringify(personalization),
    );
  }
  return {
    personalization,
    isGated: read.is_gated,
    global: read.global && decodeAdoption(read.global, file, "global"),
    users: new Map([...users].sort(([a], [b]) => compareCodePoints(a, b))),
    candidates: read.candidates,
    population: read.population && decodePopulation(read.population, file),
  };
}

/** Whether a JSON value says that it is a store's evidence. */
export function isEvidenceJson(json: unknown): boolean {
  try {
    decodeEvidence(json);
    return true;
  } catch (error) {
    if (error instanceof CalibrationError) return error.code === "format-too-new";
    throw error;
  }
}

const versionShape = object({ evidence_version: number });

const adoptionFields = {
  folds: number,
  folds_better: number,
  nll: optional(number),
  parent_nll: optional(number),
  standard_error: optional(number),
  margin: optional(number),
  verdict: text,
  raw_nll: optional(number),
};

const populationShape = object({
  base: anything,
  uniform_share: number,
  scales: list(number),
  biases: list(number),
  slope_precision: optional(number),
  bias_precision: optional(number),
  adoption: optional(
    object({ mean_gain: number, gain_variance: number, typical_variance: number, raw_variance: number }),
  ),
});

const evidenceShape = object({
  personalization: text,
  is_gated: boolean,
  global: optional(object(adoptionFields)),
  candidates: list(object({ name: text, nll: number })),
  population: optional(populationShape),
  users: list(object({ ...adoptionFields, user_id: text })),
});

function encodeAdoption({
  folds,
  foldsBetter,
  nll,
  parentNll,
  standardError,
  margin,
  verdict,
  rawNll,
}: AdoptionEvidence): object {
  return {
    folds,
    folds_better: foldsBetter,
    nll,
    parent_nll: parentNll,
    standard_error: standardError,
    margin: finite(margin),
    verdict,
    ...(rawNll !== undefined && { raw_nll: rawNll }),
  };
}

interface AdoptionJson {
  readonly folds: number;
  readonly folds_better: number;
  readonly nll: number | null;
  readonly parent_nll: number | null;
  readonly standard_error: number | null;
  /** Null where no gain would have been enough. */
  readonly margin: number | null;
  readonly verdict: string;
  readonly raw_nll: number | null;
}

function decodeAdoption(json: AdoptionJson, file: string, field: string): AdoptionEvidence {
  const { folds, folds_better, nll, parent_nll, standard_error, margin } = json;
  const verdict = verdicts.find((one) => one === json.verdict);
  if (verdict === undefined) {
    throw invalidField(
      file,
      `${field}.verdict`,
      `one of ${verdicts.join(", ")}`,
      JSON.stringify(json.verdict),
    );
  }
  return {
    folds,
    foldsBetter: folds_better,
    nll,
    parentNll: parent_nll,
    standardError: standard_error,
    margin: margin ?? Infinity,
    verdict,
    ...(json.raw_nll !== null && { rawNll: json.raw_nll }),
  };
}

const verdicts = ["adopted", "not-better", "no-evidence", "not-asked", "harmful"] as const;

type PopulationJson = ReturnType<typeof populationShape>;

function decodePopulation(json: PopulationJson, file: string): PopulationPrior {
  const { adoption } = json;
  const population = {
    base: json.base === undefined || json.base === null ? null : decodeCalibrator(json.base, file),
    uniformShare: json.uniform_share,
    scales: json.scales,
    biases: json.biases,
    slopePrecision: json.slope_precision ?? Infinity,
    biasPrecision: json.bias_precision ?? Infinity,
    adoption: adoption && {
      meanGain: adoption.mean_gain,
      gainVariance: adoption.gain_variance,
      typicalVariance: adoption.typical_variance,
      rawVariance: adoption.raw_variance,
    },
  };
  inTermsOfFile(file, () => checkPopulation(population));
  return population;
}

function encodeRule(rule: PersonalAdoptionRule | null): object | null {
  if (rule === null) return null;
  const { meanGain, gainVariance, typicalVariance, rawVariance } = rule;
  return {
    mean_gain: meanGain,
    gain_variance: gainVariance,
    typical_variance: typicalVariance,
    raw_variance: rawVariance,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
