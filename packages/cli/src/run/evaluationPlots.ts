import type { Evaluation, ReliabilityBin } from "calibrated";
import type { RiskCoveragePicture, RiskPoint } from "calibrated/report";

import { drawPlot, type PlotSeries } from "../terminal/plot.ts";

/** Bins with a smaller share of the rows are left out: they say little and stand out much. */
const fewOfAll = 0.005;

/** A reliability diagram and a risk–coverage curve for a terminal, raw and calibrated in one. */
export function evaluationPlots(
  { reliability }: Evaluation,
  { curve, chosen }: RiskCoveragePicture,
  isColoured: boolean,
): string {
  const bins = seriesOf(reliability, binPoints, { raw: "○", calibrated: "●" });
  const risks = seriesOf(curve, riskPoints, { raw: null, calibrated: null });
  const highest = Math.max(...risks.flatMap(({ points }) => points.map(([, risk]) => risk)));
  const top = Math.min(1, Math.max(0.05, Math.ceil(highest * 20) / 20));
  const reliabilityPlot = {
    title: "How often it is right, by how sure it is (dotted: as often as it says)",
    across: "how sure",
    series: bins,
    top: 1,
    hasDiagonal: true,
  };
  const riskPlot = {
    title: "Wrong among the accepted, by how many are accepted, surest first",
    across: "accepted",
    series: [...risks, ...chosenSeries(chosen)],
    top,
    hasDiagonal: false,
  };
  return [drawPlot(reliabilityPlot, isColoured), "", drawPlot(riskPlot, isColoured)].join("\n");
}

function chosenSeries(chosen: RiskCoveragePicture["chosen"]): PlotSeries[] {
  if (chosen === null || chosen.coverage === null || chosen.risk === null) return [];
  const { threshold, coverage, risk } = chosen;
  const points = [[coverage.value, risk.value] as const];
  return [{ name: `accepting from ${threshold}`, style: "cyan", mark: "◆", points }];
}

function seriesOf<T>(
  { raw, calibrated }: { readonly raw: T; readonly calibrated: T | null },
  pointsOf: (one: T) => [number, number][],
  marks: Readonly<Record<"raw" | "calibrated", string | null>>,
): PlotSeries[] {
  const before = { name: "raw", style: "yellow" as const, mark: marks.raw, points: pointsOf(raw) };
  if (calibrated === null) return [before];
  return [
    before,
    { name: "calibrated", style: "cyan", mark: marks.calibrated, points: pointsOf(calibrated) },
  ];
}

function binPoints(bins: readonly ReliabilityBin[]): [number, number][] {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.flatMap(({ meanConfidence, accuracy, weight }): [number, number][] =>
    meanConfidence === null || accuracy === null || weight < fewOfAll * total
      ? []
      : [[meanConfidence, accuracy]],
  );
}

function riskPoints(points: readonly RiskPoint[]): [number, number][] {
  return points.map(({ coverage, risk }) => [coverage, risk]);
}
