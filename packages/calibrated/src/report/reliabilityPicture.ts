import type { Forecasts } from "../data/forecasts.ts";
import { defaultBins } from "../evaluate/bins.ts";
import { corpReliabilityOf, type CorpReliability } from "../evaluate/corpReliability.ts";
import { reliabilityOf, type ReliabilityBin } from "../evaluate/reliability.ts";
import type { ReportOptions } from "./reportOptions.ts";
import { thinned } from "./thinned.ts";

/** A reliability diagram of the top label, both ways to draw it, and how the confidences are spread. */
export interface ReliabilityPicture {
  /** Points too near to each other to be told apart in a picture are left out. */
  readonly corp: CorpReliability;
  /** 15 bins of equal width. */
  readonly bins: readonly ReliabilityBin[];
  /** The same in 40 bins, to show where the rows lie. */
  readonly density: readonly ReliabilityBin[];
}

const densityBins = 40;

/** @param forecasts - the confidence of each row against being right. */
export function reliabilityPicture(
  forecasts: Forecasts,
  { level, replicates, seed }: ReportOptions,
): ReliabilityPicture {
  const corp = corpReliabilityOf(forecasts, { level, replicates, seed });
  return {
    corp: thinnedCorp(corp),
    bins: reliabilityOf(forecasts, defaultBins, { level }),
    density: reliabilityOf(forecasts, densityBins, { level }),
  };
}

/** The same curve and band to the eye. */
export function thinnedCorp(corp: CorpReliability): CorpReliability {
  return {
    ...corp,
    thresholds: thinned(corp.thresholds, ({ confidence, frequency }) => [confidence, frequency]),
    band: thinned(corp.band, ({ confidence, lower, upper }) => [confidence, lower, upper]),
  };
}
