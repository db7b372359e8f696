import { expect, it } from "vitest";

import { figureHtml } from "../../../src/report/page/figureHtml.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";

it("draws a picture, and once more for a narrow page where it asks for that", () => {
  const figure = {
    name: "a",
    heading: "H",
    caption: ["C"],
    tables: [],
    draw: ({ width = 9 }) => `<svg width="${width}"/>`,
  };
  expect(figureHtml(figure, localNumbers("en")).text).toBe(
    '<figure><h3>H</h3><svg width="9"/><figcaption>C</figcaption></figure>',
  );
  expect(figureHtml({ ...figure, narrow: 3, view: "corp" }, localNumbers("en")).text).toBe(
    '<figure class="corp"><h3>H</h3><div class="wide"><svg width="9"/></div><div class="narrow"><svg width="3"/></div><figcaption>C</figcaption></figure>',
  );
});
