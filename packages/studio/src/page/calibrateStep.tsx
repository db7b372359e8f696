import type { FitWarning } from "calibrated";
import type { JSX } from "preact";

import type { Studio } from "../studio.ts";
import type { FitOptions } from "../fitOptions.ts";
import { ByHand } from "./byHand.tsx";
import { Choice } from "./choice.tsx";
import { methodChoices, personalizationChoices, pooledMethods } from "./fitChoices.ts";
import { counted } from "./numbers.ts";
import { ProblemNote } from "./problemNote.tsx";
import { Results } from "./results.tsx";
import { StepSection } from "./stepSection.tsx";
import { UsersPanel } from "./usersPanel.tsx";
import { WorkStatus } from "./workStatus.tsx";

/** Choosing and fitting calibrators, and what they change. */
export function CalibrateStep({ studio }: { readonly studio: Studio }): JSX.Element {
  const { fitOptions, work, fitShare, evaluation, report, problems, fitted } = studio.state;
  return (
    <StepSection name="calibrate" title="Calibrate">
      <FitForm options={fitOptions} onChoose={(changes) => studio.chooseFit(changes)} />
      <p>
        <button type="button" class="primary" disabled={work === "fitting"} onClick={() => void studio.fit()}>
          {fitted === null ? "Fit" : "Fit again"}
        </button>
      </p>
      <WorkStatus work={work} share={fitShare} onCancel={() => studio.cancel()} />
      <ProblemNote problem={problems.calibrate} />
      {fitted !== null && <Warnings warnings={fitted.warnings} />}
      {evaluation !== null && <Results evaluation={evaluation} report={report} />}
      {evaluation !== null && <ByHand studio={studio} />}
      {fitted !== null && report !== null && report.users !== null && (
        <UsersPanel users={report.users} fitted={fitted} studio={studio} />
      )}
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

/** Each said once, with how many users it concerns. */
function Warnings({ warnings }: { readonly warnings: readonly FitWarning[] }): JSX.Element | null {
  const users = new Map<string, number>();
  for (const { message, userId } of warnings) {
    users.set(message, (users.get(message) ?? 0) + (userId === undefined ? 0 : 1));
  }
  if (users.size === 0) return null;
  return (
    <ul class="warning">
      {Array.from(users, ([message, number]) => (
        <li key={message} dir="auto">
          {number > 0 && `${counted(number, "user")}: `}
          {message}
        </li>
      ))}
    </ul>
  );
}
