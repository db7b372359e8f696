import type { RejectTuning } from "calibrated";
import { riskCoverageChart, type Figure, type Report, type RiskCoveragePicture } from "calibrated/report";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Studio } from "../studio.ts";
import type { ThresholdView } from "../worker/live.ts";
import { Chart, locale } from "./chart.tsx";
import { counted, share, threshold as thresholdText } from "./numbers.ts";
import { ProblemNote } from "./problemNote.tsx";
import { StepSection } from "./stepSection.tsx";
import { useChartWidth } from "./useChartWidth.ts";
import { useLatest } from "./useLatest.ts";

/** Choosing from which confidence on an answer is accepted. */
export function DecideStep({ studio }: { readonly studio: Studio }): JSX.Element {
  const { threshold, problems, report } = studio.state;
  const [maxRisk, setMaxRisk] = useState(0.1);
  const [tuning, setTuning] = useState<RejectTuning | null>(null);
  const width = useChartWidth(700);
  const view = useLatest(threshold, (asked) => studio.thresholdView(asked));
  const certify = async (): Promise<void> => setTuning(await studio.certify(maxRisk));
  const least = Math.floor(100 / studio.state.facts!.classes.length) / 100;
  return (
    <StepSection name="decide" title="Decide">
      <p class="hint">An answer that is not sure enough can be left to a person: where is the line?</p>
      <div class="slider">
        <label for="threshold">Accept an answer from this confidence on</label>
        <input
          id="threshold"
          type="range"
          min={least}
          max={1}
          step={0.01}
          value={threshold ?? least}
          onInput={({ currentTarget }) => {
            setTuning(null);
            studio.decide(currentTarget.valueAsNumber);
          }}
        />
        <output for="threshold">{threshold === null ? "–" : thresholdText(threshold)}</output>
      </div>
      {report !== null && (
        <Chart svg={riskCoverageChart(pictureOf(report, view, tuning), { locale, width })} />
      )}
      {view !== null && (
        <p role="status" class="answer">
          Accepting from <b>{thresholdText(view.threshold)}</b> on keeps{" "}
          <data id="coverage" value={view.coverage}>
            {share(view.coverage)}
          </data>{" "}
          of the judged rows
          {view.risk === null ? (
            "."
          ) : (
            <>
              , of which{" "}
              <data id="risk" value={view.risk}>
                {share(view.risk)}
              </data>{" "}
              are wrong.
            </>
          )}
        </p>
      )}
      <p class="sentence">
        Or find the lowest line that promises at most{" "}
        <input
          type="number"
          min={0.1}
          max={99}
          step={0.1}
          aria-label="Wrong among the accepted, at most, in per cent"
          value={maxRisk * 100}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.valueAsNumber / 100;
            if (chosen > 0 && chosen < 1) setMaxRisk(chosen);
          }}
        />{" "}
        % wrong among the accepted:{" "}
        <button type="button" onClick={() => void certify()}>
          Find it
        </button>
      </p>
      {tuning !== null && <Promised tuning={tuning} maxRisk={maxRisk} />}
      <ProblemNote problem={problems.decide} />
    </StepSection>
  );
}

function plain(value: number): Figure {
  return { value, lower: null, upper: null };
}

/** The curve, with the line where it was drawn. */
function pictureOf(
  { riskCoverage: { curve } }: Report,
  view: ThresholdView | null,
  tuning: RejectTuning | null,
): RiskCoveragePicture {
  if (view === null) return { curve, chosen: null };
  const guarantee = tuning?.guarantee ?? null;
  return {
    curve,
    chosen: {
      maxRisk: guarantee?.maxRisk ?? null,
      threshold: view.threshold,
      coverage: plain(view.coverage),
      risk: view.risk === null ? null : plain(view.risk),
      guarantee,
      best: null,
    },
  };
}

function Promised({
  tuning: { guarantee, best, rows },
  maxRisk,
}: {
  readonly tuning: RejectTuning;
  readonly maxRisk: number;
}): JSX.Element {
  if (guarantee !== null) {
    return (
      <p role="status">
        With {share(guarantee.confidence)} confidence at most {share(guarantee.riskUpperBound)} of the
        accepted are wrong: {counted(guarantee.errors, "row")} of {counted(guarantee.accepted, "row")} here.{" "}
        {guarantee.assumption}
      </p>
    );
  }
  return (
    <p role="status" class="warning">
      No line can promise {share(maxRisk)} on {counted(rows, "row")}.
      {best !== null &&
        ` The least that can be promised is ${share(best.riskUpperBound)}, from ${thresholdText(best.threshold)} on.`}
    </p>
  );
}
