import type { Evaluation } from "calibrated";
import type { JSX } from "preact";

import type { FitOptions, Studio } from "../studio.ts";
import { Choice } from "./choice.tsx";
import { methodChoices, personalizationChoices, pooledMethods } from "./fitChoices.ts";
import { score, share } from "./numbers.ts";
import { ProblemNote } from "./problemNote.tsx";
import { StepSection } from "./stepSection.tsx";
import { WorkStatus } from "./workStatus.tsx";

/** Choosing and fitting calibrators, and what they change. */
export function CalibrateStep({ studio }: { readonly studio: Studio }): JSX.Element {
  const { fitOptions, work, evaluation, problems, fitted } = studio.state;
  return (
    <StepSection name="calibrate" title="Calibrate">
      <FitForm options={fitOptions} onChoose={(changes) => studio.chooseFit(changes)} />
      <p>
        <button type="button" class="primary" disabled={work === "fitting"} onClick={() => void studio.fit()}>
          {fitted === null ? "Fit" : "Fit again"}
        </button>
      </p>
      <WorkStatus work={work} onCancel={() => studio.cancel()} />
      <ProblemNote problem={problems.calibrate} />
      {evaluation !== null && <Scores evaluation={evaluation} />}
    </StepSection>
  );
}

function FitForm({
  options,
  onChoose,
}: {
  readonly options: FitOptions;
  readonly onChoose: (changes: Partial<FitOptions>) => void;
}): JSX.Element {
  const { method, personalization } = options;
  const methods = personalization === "pooled" ? pooledMethods : methodChoices;
  return (
    <>
      <p class="sentence">
        Fit{" "}
        <Choice
          label="Method"
          value={method}
          options={methods}
          onChoose={(chosen) => onChoose({ method: chosen })}
        />{" "}
        for{" "}
        <Choice
          label="Whose calibrators"
          value={personalization}
          options={personalizationChoices}
          onChoose={(chosen) =>
            onChoose({
              personalization: chosen,
              ...(chosen === "pooled" && method !== "temperature" ? { method: "auto" as const } : {}),
            })
          }
        />
        .
      </p>
      {personalization === "eligible" && (
        <p class="sentence small">
          Enough is at least{" "}
          <Least
            label="Labelled rows"
            value={options.minWindows}
            onChoose={(minWindows) => onChoose({ minWindows })}
          />{" "}
          rows on <Least label="Days" value={options.minDays} onChoose={(minDays) => onChoose({ minDays })} />{" "}
          days with{" "}
          <Least
            label="Different labels"
            value={options.minLabels}
            onChoose={(minLabels) => onChoose({ minLabels })}
          />{" "}
          different labels.
        </p>
      )}
    </>
  );
}

function Least({
  label,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChoose: (value: number) => void;
}): JSX.Element {
  return (
    <input
      type="number"
      min={0}
      step={1}
      aria-label={`${label} a user must have`}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.valueAsNumber;
        if (Number.isInteger(chosen) && chosen >= 0) onChoose(chosen);
        else currentTarget.valueAsNumber = value;
      }}
    />
  );
}

function Scores({
  evaluation: { raw, calibrated, intervals },
}: {
  readonly evaluation: Evaluation;
}): JSX.Element {
  const names = [
    { name: "accuracy", text: "accuracy", format: share },
    { name: "overconfidence", text: "over-confidence", format: share },
    { name: "nll", text: "NLL", format: score },
    { name: "brierScore", text: "Brier score", format: score },
  ] as const;
  return (
    <table class="scores">
      <thead>
        <tr>
          <th scope="col">judged on rows not fitted on</th>
          <th scope="col">raw</th>
          <th scope="col">calibrated</th>
        </tr>
      </thead>
      <tbody>
        {names.map(({ name, text, format }) => (
          <tr key={name}>
            <th scope="row">{text}</th>
            {([raw, calibrated!] as const).map((scores, at) => {
              const interval = (at === 0 ? intervals?.raw : intervals?.calibrated)?.[name];
              return (
                <td key={at}>
                  <data value={scores[name]}>{format(scores[name])}</data>
                  {interval && (
                    <small>
                      {format(interval.lower)} – {format(interval.upper)}
                    </small>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
