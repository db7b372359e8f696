import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { buildReport } from "../../src/report/buildReport.ts";
import type { Report } from "../../src/report/report.ts";
import type { BuildReportOptions } from "../../src/report/reportOptions.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";

/**
 * 240 rows of three classes, four users and twenty days: says 0.45, 0.55 and so on to 0.95, and is right 0.3, 0.4 and so
 * on to 0.8 of the time.
 */
export function exampleTable(): PredictionColumns {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const confidence = 0.45 + 0.1 * (i % 6);
    const isRight = ((Math.floor(i / 6) * 7) % 10) / 10 + 0.05 < confidence - 0.15;
    const top = Math.floor(i / 6) % 3;
    return {
      probabilities: [0, 1, 2].map((j) => (j === top ? confidence : (1 - confidence) / 2)),
      label: isRight ? top : (top + 1) % 3,
      userId: ["ann", "bob", "cyd", "dan"][Math.floor(i / 60)]!,
      timestamp: Date.UTC(2026, 2, 1 + (i % 20), 9),
    };
  });
  return {
    probabilities: rows.map(({ probabilities }) => probabilities),
    classes: ["meet", "read", "write"],
    labels: rows.map(({ label }) => label),
    userIds: rows.map(({ userId }) => userId),
    timestamps: rows.map(({ timestamp }) => timestamp),
  };
}

export const exampleStore: CalibratorStore = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(1.5),
  userCalibrators: { ann: new TemperatureCalibrator(2) },
  classes: ["meet", "read", "write"],
  createdAt: "2026-03-01T00:00:00Z",
});

const made = new Map<string, Report>();

/** A report of {@link exampleTable}, made once for the same plain options. */
export function exampleReport(options: Pick<BuildReportOptions, "threshold" | "maxRisk"> = {}): Report {
  const key = JSON.stringify(options);
  if (!made.has(key)) made.set(key, buildReport(exampleTable(), exampleStore, options));
  return made.get(key)!;
}

/** Names that try to be more than names. */
const hostileNames: readonly string[] = [
  "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(2)>",
  "\u202Egnp.exe\u202C",
  "",
  `a"b'c&d`,
  "مرحبا",
  "\u0000\u001B[2J",
  "|pipe|`code`**bold**[x](y)",
  "\uD800",
  "x".repeat(300),
];

/** A report in which every name from outside is hostile. */
export function hostileReport(): Report {
  const table = exampleTable();
  const classes = hostileNames.slice(0, 3);
  const userIds = Array.from({ length: 240 }, (_, i) => hostileNames[i % hostileNames.length]!);
  return buildReport(
    { ...table, classes, userIds },
    new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(1.5) }),
    {
      title: hostileNames[0],
      source: {
        files: hostileNames,
        where: hostileNames[7]!,
        store: hostileNames[1]!,
        commands: [hostileNames[0]!, hostileNames[7]!],
        versions: { [hostileNames[1]!]: hostileNames[0]! },
        createdAt: hostileNames[1]!,
      },
    },
  );
}

/**
 * 2,000 rows of 100 classes: the top one at 0.03, or at 0.06 in every fifth row, and right as often; one row at 0.9 is right
 * and so its class comes true every time that it is held so probable.
 */
export function reportOfManyClasses(): Report {
  const rows = Array.from({ length: 2000 }, (_, i) => {
    const confidence = i === 0 ? 0.9 : i % 5 === 0 ? 0.06 : 0.03;
    const isRight = i === 0 || (i * 37) % 100 < 100 * confidence;
    const top = Math.floor(i / 20) % 100;
    return {
      probabilities: Array.from({ length: 100 }, (_, j) => (j === top ? confidence : (1 - confidence) / 99)),
      label: isRight ? top : (top + 1 + (i % 7)) % 100,
    };
  });
  return buildReport({
    probabilities: rows.map(({ probabilities }) => probabilities),
    labels: rows.map(({ label }) => label),
  });
}

/** A picture with its numbers rounded, which engines agree on. */
export function rounded(svg: string): string {
  return `${svg.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number)) + 0)).replace(/></g, ">\n<")}\n`;
}
