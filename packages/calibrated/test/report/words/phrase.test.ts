import { describe, expect, it } from "vitest";

import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import {
  amount,
  nameMarkdown,
  phraseHtml,
  phraseMarkdown,
  phraseText,
  withInterval,
  type Phrase,
} from "../../../src/report/words/phrase.ts";

const numbers = localNumbers("en");
const phrase: Phrase = [
  { strong: "No." },
  " User ",
  { name: "<a|b>" },
  " ran ",
  { code: "x `y`" },
  ": ",
  withInterval({ value: 0.5, lower: 0.25, upper: 0.75 }, "percent"),
  ", ",
  amount(3, "count"),
];

describe("a phrase", () => {
  it("is plain text", () => {
    expect(phraseText(phrase, numbers)).toBe("No. User <a|b> ran x `y`: 50% (25% to 75%), 3");
  });

  it("is Markdown, in which names and code mean themselves", () => {
    expect(phraseMarkdown(phrase, numbers)).toBe(
      String.raw`**No.** User \<a\|b\> ran ` + "`` x `y` ``: 50% (25% to 75%), 3",
    );
    expect(nameMarkdown("")).toBe('""');
  });

  it("is HTML, in which a name has its own direction of writing", () => {
    const html = phraseHtml(phrase, numbers).text;
    expect(html).toContain("<strong>No.</strong> User <bdi>&lt;a|b&gt;</bdi> ran <code>x `y`</code>");
    expect(html).toContain('<small data-v="0.25 0.75" data-s="percent">(25% to 75%)</small>');
  });

  it("has no interval where there is none", () => {
    expect(phraseText([withInterval({ value: 0.5, lower: null, upper: null }, "percent")], numbers)).toBe(
      "50%",
    );
  });
});
