import { describe, expect, it } from "vitest";

import { joined, Markup, markup } from "../../../src/report/words/markup.ts";

describe("markup", () => {
  it("escapes what is not markup, in elements and attributes", () => {
    expect(markup`<a title="${`"'<&>`}">${"<b>"}${new Markup("<i/>")}</a>`.text).toBe(
      '<a title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;<i/></a>',
    );
  });

  it("writes lists one after the other, and nothing for nothing", () => {
    expect(markup`${["a", [1, markup`<b/>`]]}${null}${undefined}${false}${0}`.text).toBe("a1<b/>0");
  });

  it("shows characters that would act on the text around them", () => {
    expect(markup`${"\u0000\u202E\u2028\uD800\t"}`.text).toBe(String.raw`\u0000\u202e\u2028\ud800\u0009`);
  });
});

describe("joined", () => {
  it("puts parts together", () => {
    expect(joined(["<", new Markup("<b/>")], ", ").text).toBe("&lt;, <b/>");
  });
});
