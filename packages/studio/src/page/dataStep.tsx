import type { JSX } from "preact";

import type { OfferedTable } from "../offeredTables.ts";
import type { ColumnMapping } from "../read/columnMapping.ts";
import type { Studio } from "../studio.ts";
import type { TableFacts } from "../worker/session.ts";
import { MappingForm } from "./mappingForm.tsx";
import { bytes, count, counted, dayInWords, roughShare } from "./numbers.ts";
import { ProblemNote } from "./problemNote.tsx";
import { StepSection } from "./stepSection.tsx";
import { visibleText } from "./visibleText.ts";

/** Choosing a file, and saying what its columns hold. */
export function DataStep({
  studio,
  examples,
}: {
  readonly studio: Studio;
  readonly examples: readonly OfferedTable[];
}): JSX.Element {
  const { fetching, file, opened, mapping, reading, facts, problems } = studio.state;
  return (
    <StepSection name="data" title="Data">
      <label class="drop">
        <input
          type="file"
          accept=".csv,.tsv,.tab,.jsonl,.ndjson,.json,.parquet,.pq,.gz"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen !== undefined) void studio.open(chosen);
          }}
        />
        {file === null ? (
          <span>
            Drop a table here, or <u>choose a file</u>: CSV, TSV, JSON lines or Parquet
          </span>
        ) : (
          <span>
            <b dir="auto">{visibleText(file.name)}</b>, {bytes(file.size)} · <u>choose another</u>
          </span>
        )}
      </label>
      {fetching !== null && <p role="status">Fetching {visibleText(fetching)} …</p>}
      {file === null && fetching === null && <Wanted studio={studio} examples={examples} />}
      {opened !== null && mapping !== null && (
        <MappingForm opened={opened} mapping={mapping} onMap={(changed) => void studio.map(changed)} />
      )}
      {reading !== null && (
        <p class="progress" role="status">
          <progress value={reading.share} aria-label="Reading" /> {count(reading.rows)} rows read,{" "}
          {roughShare(reading.share)}
        </p>
      )}
      <ProblemNote problem={problems.data}>
        {mapping !== null && <Remedy code={problems.data?.code} mapping={mapping} studio={studio} />}
      </ProblemNote>
      {facts !== null && <Facts facts={facts} />}
    </StepSection>
  );
}

function Wanted({
  studio,
  examples,
}: {
  readonly studio: Studio;
  readonly examples: readonly OfferedTable[];
}): JSX.Element {
  return (
    <>
      <p class="hint">
        One row per prediction, with columns <code>p_&lt;class&gt;</code> for the probability of each class,{" "}
        <code>label</code> for the class that was right and, where there are any, <code>user_id</code> and{" "}
        <code>timestamp</code>. The model must not have been trained on these rows.
      </p>
      {examples.map((example) => (
        <p key={example.path}>
          No table at hand?{" "}
          <button type="button" onClick={() => void studio.openOffered(example)}>
            Try it with {example.name}
          </button>{" "}
          <span class="hint">36,000 flights, and how late a model thought they would be</span>
        </p>
      ))}
    </>
  );
}

/** What a person can choose about rows that are refused. */
function Remedy({
  code,
  mapping,
  studio,
}: {
  readonly code: string | undefined;
  readonly mapping: ColumnMapping;
  readonly studio: Studio;
}): JSX.Element | null {
  if (code === "not-probabilities" && mapping.kind === "probabilities" && mapping.rowSums === "strict") {
    return (
      <>
        <button type="button" onClick={() => void studio.map({ ...mapping, rowSums: "normalize" })}>
          Divide each row by its sum
        </button>{" "}
        <button type="button" onClick={() => void studio.map({ ...mapping, kind: "logits" })}>
          They are logits
        </button>
      </>
    );
  }
  if (code === "unknown-label" && !mapping.skipsUnlabelled) {
    return (
      <button type="button" onClick={() => void studio.map({ ...mapping, skipsUnlabelled: true })}>
        Leave such rows out
      </button>
    );
  }
  return null;
}

function Facts({ facts }: { readonly facts: TableFacts }): JSX.Element {
  const { rows, classes, users, firstTime, lastTime, normalizedRows, skippedRows } = facts;
  const ofUsers = users > 0 ? ` of ${counted(users, "user")}` : "";
  const times =
    firstTime === null || lastTime === null
      ? ""
      : `, from ${dayInWords(firstTime)} to ${dayInWords(lastTime)} (UTC)`;
  return (
    <p role="status">
      <b>{counted(rows, "prediction")}</b>
      {ofUsers} among {counted(classes.length, "class", "classes")}
      {times}.
      {normalizedRows > 0 &&
        ` ${counted(normalizedRows, "row")} did not sum to 1 and were divided by their sum.`}
      {skippedRows > 0 && ` ${counted(skippedRows, "row")} without a known label were left out.`}
    </p>
  );
}
