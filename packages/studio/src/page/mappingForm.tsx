import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { classColumns, type ColumnMapping } from "../read/columnMapping.ts";
import type { OpenedTable } from "../worker/session.ts";
import { Choice } from "./choice.tsx";
import { counted } from "./numbers.ts";
import { visibleText } from "./visibleText.ts";

/** What each column holds, beside the first rows. */
export function MappingForm({
  opened,
  mapping,
  onMap,
}: {
  readonly opened: OpenedTable;
  readonly mapping: ColumnMapping;
  readonly onMap: (mapping: ColumnMapping) => void;
}): JSX.Element {
  const { columns } = opened;
  const classes = classColumns(columns, mapping.prefix);
  const change = (changes: Partial<ColumnMapping>): void => onMap({ ...mapping, ...changes });
  const column = (role: "label" | "user" | "time" | "weight", label: string, absent: string): JSX.Element => (
    <Choice
      label={label}
      value={String(mapping[role] ?? "")}
      options={[
        { value: "", text: absent },
        ...columns.map((name, place) => ({
          value: String(place),
          text: visibleText(name) || `column ${place + 1}`,
        })),
      ]}
      onChoose={(place) => change({ [role]: place === "" ? null : Number(place) })}
    />
  );
  return (
    <div class="mapping">
      <p class="sentence">
        The columns that start with{" "}
        <PrefixField prefix={mapping.prefix} onPrefix={(prefix) => change({ prefix })} /> are{" "}
        <Choice
          label="What the numbers are"
          value={mapping.kind}
          options={[
            { value: "probabilities", text: "probabilities" },
            { value: "logits", text: "logits" },
          ]}
          onChoose={(kind) => change({ kind })}
        />{" "}
        ({counted(classes.length, "class", "classes")}). The right class is in{" "}
        {column("label", "Column of the label", "no column")}, the user in{" "}
        {column("user", "Column of the user", "no column")}, the time in{" "}
        {column("time", "Column of the time", "no column")}, and a row’s weight in{" "}
        {column("weight", "Column of the weight", "no column: all count the same")}.
      </p>
      <Preview opened={opened} mapping={mapping} />
    </div>
  );
}

function PrefixField({
  prefix,
  onPrefix,
}: {
  readonly prefix: string;
  readonly onPrefix: (prefix: string) => void;
}): JSX.Element {
  const [typed, setTyped] = useState(prefix);
  return (
    <input
      type="text"
      size={Math.max(3, typed.length)}
      aria-label="Prefix of the columns with probabilities"
      spellcheck={false}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={() => typed !== prefix && onPrefix(typed)}
    />
  );
}

function Preview({
  opened: { columns, preview },
  mapping,
}: {
  readonly opened: OpenedTable;
  readonly mapping: ColumnMapping;
}): JSX.Element {
  const classes = new Set(classColumns(columns, mapping.prefix).map(({ column }) => column));
  const roles = new Map([
    [mapping.label, "label"],
    [mapping.user, "user"],
    [mapping.time, "time"],
    [mapping.weight, "weight"],
  ]);
  const roleOf = (column: number): string => (classes.has(column) ? "class" : (roles.get(column) ?? ""));
  return (
    <div class="preview" tabIndex={0} role="region" aria-label="The first rows">
      <table>
        <thead>
          <tr>
            {columns.map((name, column) => (
              <th key={column} scope="col" class={roleOf(column)} dir="auto">
                {visibleText(name)}
                {roleOf(column) !== "" && <small>{roleOf(column)}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.map((row, at) => (
            <tr key={at}>
              {row.map((text, column) => (
                <td key={column} class={roleOf(column)} dir="auto">
                  {text === null ? "" : visibleText(text)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
