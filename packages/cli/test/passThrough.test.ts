import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { done, temporaryFolder } from "./runCalibrated.ts";
import { fitStore, sql, writeFiles } from "./tables.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
});

async function apply(name: string, out: string, ...more: string[]): Promise<string> {
  await done(["apply", at(name), "--store", store, "--out", at(out), ...more]);
  return readFileSync(at(out), "utf8");
}

/** Cells that a reader who guesses would change, each as it stands in a CSV file. */
const cells: Readonly<Record<string, string>> = {
  "": "0",
  leadingZeros: "00123",
  manyDigits: "12345678901234567890123",
  trailingZeros: "1.500",
  exponent: "1E5",
  plus: "+1",
  time: "2026-01-01 10:00:00.123456789",
  timeWithZone: "2026-01-01T10:00:00+02:00",
  otherDate: "31/12/2026",
  spaces: "  padded ",
  empty: "",
  emptyText: '""',
  quoted: '"a, ""b"""',
  lines: '"one\ntwo"',
  apostrophe: "o'clock",
  null: "NULL",
  notANumber: "nan",
  yes: "t",
  true: "True",
  unicode: "zażółć 😀 日本",
  formula: "=1+1",
  json: '"{""a"": [1, 2]}"',
  "calibrated:row": "7",
  "Calibrated:raw 0": "8",
  row: "9",
  select: "10",
};

describe.concurrent("pass-through", () => {
  it("leaves every cell of a CSV file as it stands, byte by byte", async () => {
    const names = Object.keys(cells);
    const texts = Object.values(cells);
    // A second row of plain numbers: a reader who guesses the type of a column has something to guess from.
    const lines = [names.join(","), texts.join(","), texts.map((_, i) => i).join(",")];
    const predictions = ["user_id,p_cat,p_dog,p_owl", "ann,0.8,0.1,0.1", "ann,0.8,0.1,0.1"];
    writeFiles(folder, {
      "cells.csv": `${lines.map((line, i) => `${line},${predictions[i]}`).join("\n")}\n`,
    });
    const out = await apply("cells.csv", "cells.out.csv");
    const [first, second, third] = lines as [string, string, string];
    expect(out.startsWith(`${first},${predictions[0]},predicted,confidence,rejected\n${second},ann,0.`)).toBe(
      true,
    );
    expect(out).toContain(`\n${third},ann,0.`);
    // Also where the rows are chosen, which needs the types of the columns.
    const chosen = await apply(
      "cells.csv",
      "cells.out.csv",
      "--where",
      "leadingZeros = '00123' AND user_id = 'ann'",
    );
    expect(chosen).toBe(out.slice(0, out.indexOf(`\n${third},`) + 1));
  });

  it("writes a cell as a number only where nothing of it would be lost", async () => {
    const lines = ["zip,big,share,count,flag,code,user_id,p_cat,p_dog,p_owl"];
    lines.push(
      "00123,12345678901234567890,0.25,7,true,t,ann,0.8,0.1,0.1",
      "12345,1,1e-3,-8,false,f,ann,0.8,0.1,0.1",
    );
    writeFiles(folder, { "numbers.csv": `${lines.join("\n")}\n` });
    const [first] = (await apply("numbers.csv", "numbers.jsonl")).split("\n");
    const expected = {
      zip: "00123",
      big: "12345678901234567890",
      share: 0.25,
      count: 7,
      flag: true,
      code: "t",
    };
    expect(JSON.parse(first!)).toMatchObject(expected);
    await apply("numbers.csv", "numbers.parquet");
    const columns = "zip, big, share, count, flag, code";
    expect(await sql(`SELECT ${columns} FROM '${at("numbers.parquet")}' LIMIT 1`)).toEqual([
      { ...expected, count: "7" },
    ]);
  });

  it("keeps the values of JSON lines: nested ones, large numbers, nulls and texts that look like numbers", async () => {
    const line = `"meta":{"a":[1,{"b":null}],"c":"x"},"big":12345678901234567890,"zip":"007","n":null,"text":"é\\n😀","user_id":"ann"`;
    const other = `"zip":5,"user_id":"ann","late":[true]`;
    const predictions = `"p_cat":0.8,"p_dog":"0.1","p_owl":0.1`;
    writeFiles(folder, { "values.jsonl": `{${line},${predictions}}\n\n{${other},${predictions}}\n` });
    const [first, second] = (await apply("values.jsonl", "values.out.jsonl")).split("\n");
    expect(first!.startsWith(`{${line},"p_cat":0.`)).toBe(true);
    expect(JSON.parse(first!)).toMatchObject({ late: null, predicted: "cat" });
    expect(JSON.parse(second!)).toMatchObject({ zip: 5, meta: null, late: [true], predicted: "cat" });
  });

  it("takes the columns of JSON lines from all lines", async () => {
    const predictions = { user_id: "ann", p_cat: 0.8, p_dog: 0.1, p_owl: 0.1 };
    const lines = Array.from({ length: 3000 }, (_, i) =>
      JSON.stringify(i === 2999 ? { ...predictions, last: 1 } : predictions),
    );
    writeFiles(folder, { "late.jsonl": lines.join("\n") });
    const out = (await apply("late.jsonl", "late.csv")).trimEnd().split("\n");
    expect(out[0]).toContain("user_id,p_cat,p_dog,p_owl,last,predicted");
    expect(out.at(-1)).toMatch(/,1,cat,/);
  });
});
