import type { Evaluation, Interval } from "calibrated";
import {
  answersInWords,
  calibratorChart,
  headlineChart,
  reliabilityChart,
  type CalibratorPart,
  type Report,
} from "calibrated/report";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { Chart, locale } from "./chart.tsx";
import { Choice } from "./choice.tsx";
import { roughShare, score, share, signedShare } from "./numbers.ts";
import { useChartWidth } from "./useChartWidth.ts";

/** What the fit changes on the judged rows: first the numbers, then how sure they are and the pictures. */
export function Results({
  evaluation,
  report,
}: {
  readonly evaluation: Evaluation;
  readonly report: Report | null;
}): JSX.Element {
  const width = useChartWidth(640);
  return (
    <>
      {report !== null && <Answer report={report} />}
      {report !== null && <Chart svg={headlineChart(report.headline, { locale, width })} />}
      <Scores
        evaluation={evaluation}
        intervals={report?.scores.intervals ?? null}
        level={report?.level ?? null}
      />
      {report !== null && <Reliability report={report} />}
      {report?.calibrator?.parts.map((part, at) => (
        <Part key={at} part={part} />
      ))}
    </>
  );
}

/** As the report opens. */
function Answer({ report }: { readonly report: Report }): JSX.Element {
  const [before, after] = answersInWords(report, { locale });
  return (
    <div class="answer">
      <h3>Do the probabilities mean what they say?</h3>
      <p>{before}</p>
      <p>{after}</p>
    </div>
  );
}

function Scores({
  evaluation: { raw, calibrated },
  intervals,
  level,
}: {
  readonly evaluation: Evaluation;
  readonly intervals: Report["scores"]["intervals"];
  readonly level: number | null;
}): JSX.Element {
  return (
    <table class="scores">
      <thead>
        <tr>
          <th scope="col">
            {level === null ? "" : <small>below each number its {roughShare(level)} interval</small>}
          </th>
          <th scope="col" class="raw">
            model alone
          </th>
          <th scope="col" class="calibrated">
            calibrated
          </th>
        </tr>
      </thead>
      <tbody>
        {scoreNames.map(({ name, text, hint, format }) => (
          <tr key={name}>
            <th scope="row">
              {text} <small>{hint}</small>
            </th>
            <ScoreCell value={raw[name]} interval={intervals?.raw[name]} format={format} />
            <ScoreCell value={calibrated![name]} interval={intervals?.calibrated?.[name]} format={format} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ScoreCell({
  value,
  interval,
  format,
}: {
  readonly value: number;
  readonly interval: Interval | null | undefined;
  readonly format: (value: number) => string;
}): JSX.Element {
  return (
    <td>
      <data value={value}>{format(value)}</data>
      {interval && (
        <small>
          {format(interval.lower)} to {format(interval.upper)}
        </small>
      )}
    </td>
  );
}

type ScoreKey = "accuracy" | "overconfidence" | "nll" | "brierScore";

const scoreNames: readonly {
  readonly name: ScoreKey;
  readonly text: string;
  readonly hint: string;
  readonly format: (value: number) => string;
}[] = [
  { name: "accuracy", text: "Right", hint: "the top class is the label", format: share },
  { name: "overconfidence", text: "Over-confidence", hint: "says minus right", format: signedShare },
  { name: "nll", text: "NLL", hint: "nats, lower is better", format: score },
  { name: "brierScore", text: "Brier score", hint: "0 to 2, lower is better", format: score },
];

function Reliability({ report: { reliability } }: { readonly report: Report }): JSX.Element {
  const [view, setView] = useState<"corp" | "binned">("corp");
  const width = useChartWidth(400);
  return (
    <>
      <p class="sentence">
        On the dashed line 60 % comes true 60 times in 100. Drawn{" "}
        <Choice
          label="How reliability is drawn"
          value={view}
          options={[
            { value: "corp", text: "without bins, with the band of a calibrated model" },
            { value: "binned", text: "in 15 bins, with intervals" },
          ]}
          onChoose={setView}
        />
      </p>
      <div class="figures">
        <Chart
          caption="Model alone"
          svg={reliabilityChart(reliability.raw, { view, locale, width, side: "raw" })}
        />
        <Chart
          caption="Calibrated"
          svg={reliabilityChart(reliability.calibrated!, { view, locale, width, side: "calibrated" })}
        />
      </div>
    </>
  );
}

function Part({ part }: { readonly part: CalibratorPart }): JSX.Element {
  const svg = calibratorChart(part, { locale, width: useChartWidth(440) });
  return (
    <details>
      <summary>The global calibrator: {part.inWords}</summary>
      {svg !== null && <Chart svg={svg} />}
    </details>
  );
}
