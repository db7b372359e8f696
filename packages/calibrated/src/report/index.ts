export {
  globalEvidenceInWords,
  servingInWords,
  userEvidenceInWords,
  type Serving,
} from "./adoptionInWords.ts";
export { answersInWords } from "./answersInWords.ts";
export type { BeforeAfter } from "./beforeAfter.ts";
export { buildReport } from "./buildReport.ts";
export { buildRiskCoverage } from "./buildRiskCoverage.ts";
export type { CalibratorCurve, CurvePoint } from "./calibratorCurves.ts";
export type { CalibratorPart, CalibratorPicture } from "./calibratorPicture.ts";
export { calibratorChart } from "./chart/calibratorChart.ts";
export { classChart, type ClassChartOptions } from "./chart/classChart.ts";
export type { ChartOptions } from "./chart/chartOptions.ts";
export { chartColours, chartStyle, standaloneChart } from "./chart/chartStyle.ts";
export { driftChart } from "./chart/driftChart.ts";
export { headlineChart } from "./chart/headlineChart.ts";
export { histogramChart, type HistogramChartOptions } from "./chart/histogramChart.ts";
export { reliabilityChart, type ReliabilityChartOptions, type Side } from "./chart/reliabilityChart.ts";
export { riskCoverageChart } from "./chart/riskCoverageChart.ts";
export { userDiagram } from "./chart/userDiagram.ts";
export type { ClassPicture } from "./classPictures.ts";
export { describeCalibrator } from "./describeCalibrator.ts";
export type { Drift, DriftPeriod } from "./drift.ts";
export type { Figure } from "./figure.ts";
export type { Provenance, ReportSource, StoreFacts } from "./provenance.ts";
export type { ReliabilityPicture } from "./reliabilityPicture.ts";
export type { Headline, Report, ReportScores } from "./report.ts";
export type { BuildReportOptions } from "./reportOptions.ts";
export type { ChosenThreshold, RiskCoveragePicture, RiskPoint } from "./riskCoveragePicture.ts";
export type { UserFunnel, UserPicture, UsersPicture } from "./usersPicture.ts";
export { reportHtml } from "./page/reportHtml.ts";
export { reportMarkdown, type WriteReportOptions } from "./reportMarkdown.ts";
export { reportFigures, type NamedPicture } from "./reportFigures.ts";
export type { Verdict } from "./verdict.ts";
