import type { JSX } from "preact";

import { splitOfColumn, type Grouping } from "../split/guessSplit.ts";
import type { Split } from "../split/split.ts";
import type { Studio } from "../studio.ts";
import type { SplitFacts, TableFacts } from "../worker/session.ts";
import { Choice } from "./choice.tsx";
import { count, counted } from "./numbers.ts";
import { ProblemNote } from "./problemNote.tsx";
import { StepSection } from "./stepSection.tsx";
import { visibleText } from "./visibleText.ts";

/** Choosing which rows to fit on, and which to judge on. */
export function SplitStep({
  studio,
  facts,
}: {
  readonly studio: Studio;
  readonly facts: TableFacts;
}): JSX.Element {
  const { split, splitFacts, problems } = studio.state;
  return (
    <StepSection name="split" title="Split">
      <p class="hint">A calibrator must be judged on rows that it has not seen.</p>
      {split !== null && (
        <p class="sentence">
          <SplitChoice facts={facts} split={split} onSplit={(changed) => void studio.split(changed)} />
        </p>
      )}
      <ProblemNote problem={problems.split} />
      {splitFacts !== null && split !== null && <Parts facts={splitFacts} split={split} />}
    </StepSection>
  );
}

function SplitChoice({
  facts,
  split,
  onSplit,
}: {
  readonly facts: TableFacts;
  readonly split: Split;
  readonly onSplit: (split: Split) => void;
}): JSX.Element {
  const { groupings, firstTime, lastTime } = facts;
  const days = firstTime === null || lastTime === null ? 0 : day(lastTime) - day(firstTime);
  const ways = [
    ...groupings.map(({ column }, place) => ({
      value: `column ${place}`,
      text: visibleText(column) || "a column without a name",
    })),
    ...(days > 0 ? [{ value: "time", text: "the time" }] : []),
    { value: "none", text: "nothing: fit and judge on the same rows" },
  ];
  const way =
    split.by === "column"
      ? `column ${groupings.findIndex(({ column }) => column === split.column)}`
      : split.by;
  const choose = (chosen: string): void => {
    if (chosen === "none") onSplit({ by: "none" });
    else if (chosen === "time") onSplit({ by: "time", cut: cutOf(facts) });
    else onSplit(splitOfColumn(groupings[Number(chosen.slice("column ".length))]!));
  };
  const grouping =
    split.by === "column" ? groupings.find(({ column }) => column === split.column) : undefined;
  return (
    <>
      Split the rows by{" "}
      <Choice label="What the rows are split by" value={way} options={ways} onChoose={choose} />
      {grouping !== undefined && split.by === "column" && (
        <>
          {": "}fit where it is{" "}
          <ValueChoice
            label="Fit where it is"
            grouping={grouping}
            value={split.fit}
            onChoose={(fit) => onSplit({ ...split, fit })}
          />
          , judge where it is{" "}
          <ValueChoice
            label="Judge where it is"
            grouping={grouping}
            value={split.judge}
            onChoose={(judge) => onSplit({ ...split, judge })}
          />
          .
        </>
      )}
      {split.by === "time" && (
        <>
          {": "}fit on rows before{" "}
          <input
            type="date"
            aria-label="The first day to judge on"
            value={isoDay(split.cut)}
            min={isoDay(firstTime!)}
            max={isoDay(lastTime!)}
            onChange={({ currentTarget: { value } }) => {
              const cut = Date.parse(value);
              if (!Number.isNaN(cut)) onSplit({ by: "time", cut });
            }}
          />{" "}
          (UTC), judge on those from then on.
        </>
      )}
      {split.by === "none" && "."}
    </>
  );
}

function ValueChoice({
  label,
  grouping,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly grouping: Grouping;
  readonly value: string;
  readonly onChoose: (value: string) => void;
}): JSX.Element {
  const options = grouping.values.map((one) => ({
    value: one.value,
    text: `${visibleText(one.value) || "empty"} (${counted(one.rows, "row")})`,
  }));
  return <Choice label={label} value={value} options={options} onChoose={onChoose} />;
}

function Parts({ facts, split }: { readonly facts: SplitFacts; readonly split: Split }): JSX.Element {
  const { fitRows, judgeRows, fitUsers, judgeUsers } = facts;
  if (split.by === "none") {
    return (
      <p class="warning" role="status">
        All {count(fitRows)} rows serve for both, so every calibrator will look better here than it is. Better
        add a column that says which rows to fit on.
      </p>
    );
  }
  const isSame = split.by === "column" && split.fit === split.judge;
  return (
    <p role="status" class={isSame ? "warning" : undefined}>
      {counted(fitRows, "row")}
      {ofUsers(fitUsers)} to fit on, {counted(judgeRows, "row")}
      {ofUsers(judgeUsers)} to judge on.
      {isSame && " They are the same rows, so every calibrator will look better here than it is."}
    </p>
  );
}

function ofUsers(users: number): string {
  return users === 0 ? "" : ` of ${counted(users, "user")}`;
}

function day(time: number): number {
  return Math.floor(time / 86_400_000);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Two thirds of the way from the first day to the last. */
function cutOf({ firstTime, lastTime, split }: TableFacts): number {
  if (split.by === "time") return split.cut;
  const first = day(firstTime!);
  const days = day(lastTime!) - first;
  return (first + Math.max(1, Math.round((days * 2) / 3))) * 86_400_000;
}
