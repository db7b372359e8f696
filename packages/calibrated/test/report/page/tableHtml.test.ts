import { describe, expect, it } from "vitest";

import { foldedTable, tableHtml } from "../../../src/report/page/tableHtml.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { amount } from "../../../src/report/words/phrase.ts";

const table = { caption: "A <b>", head: ["", "n"], rows: [[[{ name: "<i>" }], [amount(1, "count")]]] };

describe("tableHtml", () => {
  it("names its columns and rows, and escapes them", () => {
    const { text } = tableHtml(table, localNumbers("en"));
    expect(text).toContain("<caption>A &lt;b&gt;</caption>");
    expect(text).toContain('<td></td><th scope="col"><bdi>n</bdi></th>');
    expect(text).toContain(
      '<th scope="row"><bdi>&lt;i&gt;</bdi></th><td><data value="1" data-s="count">1</data></td>',
    );
  });
});

describe("foldedTable", () => {
  it("is nothing without tables", () => {
    expect(foldedTable("Data", [], localNumbers("en"))).toBeNull();
    expect(foldedTable("Data", [table], localNumbers("en"))!.text).toMatch(
      /^<details><summary>Data<\/summary>/,
    );
  });
});
