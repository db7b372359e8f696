import { scaleLinear } from "d3-scale";

import { markup } from "../words/markup.ts";
import type { UserPicture } from "../usersPicture.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { line, px, svg } from "./svg.ts";

const height = 20;

/**
 * What a user is told and what comes true, as a strip of SVG from 0 to 100 %: how often the model is right with its
 * interval, what it says, and what it says after calibration. Strips of several users stand below each other on one scale.
 *
 * @param user - one of `users.users` of a report.
 *
 * @example
 * import { buildReport, userDiagram } from "calibrated/report";
 * const table = { probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1], userIds: ["ann", "ann"] };
 * const { users } = buildReport(table);
 * userDiagram(users!.users[0]!).includes("User ann"); // => true
 */
export function userDiagram(user: UserPicture, options: ChartOptions = {}): string {
  const { width = 150 } = options;
  const numbers = numbersFor(options);
  const { accuracy, meanConfidence } = user;
  const x = scaleLinear([0, 1], [5, width - 5]);
  const middle = height / 2;
  const says = [
    numbers.text(meanConfidence.raw, "percent1"),
    ...(meanConfidence.calibrated === null
      ? []
      : [`after calibration ${numbers.text(meanConfidence.calibrated, "percent1")}`]),
  ];
  const marks = [
    { value: meanConfidence.raw, side: "raw" },
    { value: meanConfidence.calibrated, side: "calibrated" },
  ].map(
    ({ value, side }) =>
      value !== null && markup`<circle cx="${px(x(value))}" cy="${middle}" r="4.5" class="dot ${side}"/>`,
  );
  return svg(
    {
      width,
      height,
      title: options.title ?? `User ${user.userId}`,
      description: `Says ${says.join(", ")}; right ${numbers.text(accuracy.value, "percent1")}.`,
    },
    line(x(0), middle, x(1), middle, "track"),
    line(x(accuracy.lower ?? accuracy.value), middle, x(accuracy.upper ?? accuracy.value), middle, "range"),
    line(x(meanConfidence.raw), middle, x(accuracy.value), middle, "link"),
    line(x(accuracy.value), middle - 7, x(accuracy.value), middle + 7, "right"),
    marks,
  );
}
