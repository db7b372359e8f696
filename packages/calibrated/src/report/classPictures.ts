import { forecastsOf } from "../data/forecasts.ts";
import { corpReliabilityOf, corpThresholdsOf } from "../evaluate/corpReliability.ts";
import type { CorpReliability, CorpThreshold } from "../evaluate/corpReliability.ts";
import type { TableSides } from "../evaluate/evaluateStore.ts";
import { meanOf } from "../evaluate/weightedMean.ts";
import { mapBoth, type BeforeAfter } from "./beforeAfter.ts";
import { thinnedCorp } from "./reliabilityPicture.ts";
import type { ReportOptions } from "./reportOptions.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** How one class's probability holds against how often it came true. */
export interface ClassPicture {
  readonly className: string;
  /** The share of rows with this label. */
  readonly share: number;
  /** The mean probability of the class. */
  readonly meanProbability: BeforeAfter<number>;
  /** The isotonic fit, with the band of the calibrated ones, or of the raw ones without a store. */
  readonly fit: BeforeAfter<readonly CorpThreshold[]>;
  readonly band: CorpReliability["band"];
}

/** The classes that most rows are labelled with, most first; those without rows last, in their order. */
export function classPictures(sides: TableSides, options: ReportOptions): ClassPicture[] {
  return commonClasses(sides)
    .slice(0, options.classDiagrams)
    .map(({ index, share }) => classPicture(sides, index, share, options));
}

/** The index and the share of the rows of each class, by falling share. */
export function commonClasses({
  table,
  raw,
}: TableSides): { readonly index: number; readonly share: number }[] {
  const { labels, weights } = raw.rows;
  const masses = new Float64Array(table.classCount);
  for (let row = 0; row < labels.length; row++) masses[labels[row]!]! += weights === null ? 1 : weights[row]!;
  const total = sumOf(masses);
  return Array.from(masses, (mass, index) => ({ index, share: mass / total })).sort(
    (a, b) => b.share - a.share,
  );
}

function classPicture(
  { table, raw, calibrated }: TableSides,
  index: number,
  share: number,
  { level, replicates, seed }: ReportOptions,
): ClassPicture {
  const forecasts = mapBoth({ raw, calibrated }, ({ rows }) => forecastsOf(rows, index));
  const last = forecasts.calibrated ?? forecasts.raw;
  const corp = thinnedCorp(corpReliabilityOf(last, { level, replicates, seed }));
  const before = { thresholds: corpThresholdsOf(forecasts.raw), band: [], level, replicates };
  return {
    className: table.classes[index]!,
    share,
    meanProbability: mapBoth(forecasts, ({ scores, weights }) => meanOf(scores, weights)),
    fit:
      forecasts.calibrated === null
        ? { raw: corp.thresholds, calibrated: null }
        : { raw: thinnedCorp(before).thresholds, calibrated: corp.thresholds },
    band: corp.band,
  };
}
