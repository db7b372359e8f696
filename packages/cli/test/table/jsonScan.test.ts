import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { temporaryFolder } from "../runCalibrated.ts";
import { writeFiles } from "../tables.ts";
import { open, readTable, refusal } from "./readTable.ts";

const folder = temporaryFolder();
const written = (name: string, text: string): string => {
  writeFiles(folder, { [name]: text });
  return join(folder, name);
};

describe("scanJson", () => {
  it("takes the columns from all lines, in order of appearance", async () => {
    const lines = [...Array<string>(3000).fill('{"b": 1, "a": 2}'), '{"late": 1, "a": 2}'];
    const { columns } = await open([written("late.jsonl", lines.join("\n"))]);
    expect(columns.map(({ name }) => name)).toEqual(["b", "a", "late"]);
  });

  it("skips empty lines, and reads numbers that stand as texts", async () => {
    const path = written("texts.jsonl", '{"p_a": "0.25", "p_b": 0.75}\n\n{"p_b": 1, "p_a": 0}\n');
    const { table } = await readTable([path]);
    expect(Array.from(table.probabilities.data)).toEqual([0.25, 0.75, 0, 1]);
  });

  it("takes a key that is absent for an empty cell", async () => {
    const path = written("absent.jsonl", '{"p_a": 1, "p_b": 0, "user_id": "ann"}\n{"p_a": 1, "p_b": 0}\n');
    expect((await readTable([path])).table.userIds).toEqual(["ann", null]);
    const { message } = await refusal(
      readTable([written("lacks.jsonl", '{"p_a": 1, "p_b": 0}\n{"p_a": 1}\n')]),
    );
    expect(message).toMatch(/found nothing in row 2 of .*lacks\.jsonl, field "p_b"/);
  });

  it.each([
    ["a cut line", '{"p_a": 1}\n\n{"p_a"', "but found malformed JSON (unexpected end of data) in row 2"],
    ["another line", '{"p_a": 1}\n{p_a: 1}\n{"p_a": 1}\n', "but found malformed JSON (unexpected character"],
    [
      "a byte order mark",
      '\uFEFF{"p_a": 1}\n',
      "found malformed JSON (byte order mark (BOM) is not supported) in row 1, file ",
    ],
    [
      "a list of objects",
      '[{"p_a": 1}]',
      "expected one JSON object on each line, its keys the names of the columns, but found a list in row 1 of ",
    ],
    ["a number", '{"p_a": 1}\n7\n', "found a number in row 2 of "],
    ["a text", '"p_a"\n', "found a text in row 1 of "],
    ["null", "null\n", "found null in row 1 of "],
    ["a key without a name", '{"": 1}\n', "found a key without a name"],
    ["keys that differ in case", '{"p_a": 1}\n{"P_a": 1}\n', '"p_a" and "P_a"'],
    ["a key twice", '{"p_a": 1, "p_b": 0, "x": 1, "x": 2}', '"x" twice'],
    ["nothing", "", "expected at least one row, but found none"],
  ])("refuses %s, and names the file", async (_name, text, found) => {
    const path = written("broken.jsonl", text);
    const { message, code } = await refusal(readTable([path]));
    expect(message).toContain(found);
    expect(message).toContain(path);
    expect(message).not.toContain("\n");
    expect(code).toBe(3);
  });

  it("names the file of several in which the row stands", async () => {
    const paths = [written("one.jsonl", '{"p_a": 1}\n'), written("two.jsonl", '{"p_a": 1}\n[]\n')];
    expect((await refusal(readTable(paths))).message).toContain(`found a list in row 2 of ${paths[1]!}`);
  });
});
