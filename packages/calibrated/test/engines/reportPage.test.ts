import axeCore from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import {
  chromiumPath,
  committedPicture,
  flightsReport,
  launchChromium,
  pictureMaker,
  pictures,
  savedPage,
  takePictures,
} from "../../../../scripts/reportPictures.js";
import { buildReport } from "../../src/report/buildReport.ts";
import type { Report } from "../../src/report/report.ts";
import { reportHtml } from "../../src/report/page/reportHtml.ts";
import { textWidth } from "../../src/report/chart/textWidth.ts";
import { fitCalibratorStore } from "../../src/personalize/fitCalibratorStore.ts";
import { exampleReport, exampleTable, hostileReport, reportOfManyClasses } from "../report/exampleReport.ts";
import { reportFigures } from "../../src/report/reportFigures.ts";

interface AxeResult {
  readonly violations: {
    readonly id: string;
    readonly impact: string;
    readonly nodes: { readonly html: string }[];
  }[];
}

const skipped = chromiumPath === "" ? " (skipped: there is no chromium on the PATH)" : "";
if (skipped !== "") console.warn(`The report's page in chromium${skipped}`);

describe.skipIf(skipped !== "")(`the report's page in chromium${skipped}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let flights: { url: string; html: string };
  let flightsAtHand: Report;
  const cleanUp: (() => Promise<void>)[] = [];

  const saved = async (html: string) => {
    const { url, remove } = await savedPage(html);
    cleanUp.push(remove);
    return { url, html };
  };

  beforeAll(async () => {
    browser = await launchChromium();
    flightsAtHand = await flightsReport();
    flights = await saved(reportHtml(flightsAtHand));
  });

  afterAll(async () => {
    await browser?.close();
    for (const remove of cleanUp) await remove();
  });

  /** A page without a network, and everything it complains about or asks for. */
  async function open(url: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ offline: true, locale: "en-US", ...options });
    onTestFinished(() => context.close());
    const complaints: string[] = [];
    const requests: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => complaints.push(`dialog ${dialog.message()}`));
    await page.goto(url);
    return { page, complaints, requests };
  }

  const shownUsers = (page: Page) => page.locator("#user-list tbody tr:not([hidden]) th").allTextContents();

  it("is small, asks for nothing and complains of nothing", async () => {
    const { page, complaints, requests } = await open(flights.url);
    expect(Buffer.byteLength(flights.html)).toBeLessThanOrEqual(400_000);
    expect(await page.locator("h1").textContent()).toBe("Are these probabilities true?");
    expect(requests).toEqual([flights.url]);
    expect(complaints).toEqual([]);
  });

  /** What axe finds serious, in words and structure, beside the shapes of pictures. */
  async function seriousFindings(page: Page, rules: readonly string[] | null) {
    await page.evaluate(axeCore.source);
    return await page.evaluate(async (only) => {
      const { axe: tool } = globalThis as unknown as {
        axe: { run: (context: object, options: object) => Promise<AxeResult> };
      };
      const runOnly = only === null ? {} : { runOnly: { type: "rule", values: only } };
      const { violations } = await tool.run(
        { exclude: [["svg *"]] },
        { resultTypes: ["violations"], ...runOnly },
      );
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => ({ id, first: nodes[0]?.html }));
    }, rules);
  }

  /** The first rows of a long table stand for all: axe looks at each, which takes long. */
  async function shortenTables(page: Page) {
    await page.evaluate(() => {
      for (const row of document.querySelectorAll("tbody tr:nth-child(n + 6)")) row.remove();
    });
  }

  it.each([
    ["light", 400, null],
    ["dark", 1600, ["color-contrast"]],
  ] as const)(
    "fits the window and has nothing serious for axe, %s, %i pixels wide",
    async (scheme, width, rules) => {
      const { page } = await open(flights.url, { colorScheme: scheme, viewport: { width, height: 900 } });
      await page.evaluate(() => {
        for (const one of document.querySelectorAll("figure details, section > details")) {
          (one as HTMLDetailsElement).open = true;
        }
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await shortenTables(page);
      expect(await seriousFindings(page, rules)).toEqual([]);
    },
  );

  it("breaks no word in two, 400 pixels wide, but those that are too long for any line", async () => {
    const classes = ["reservations", "confirmation letters", "w".repeat(300)];
    const long = buildReport({
      ...exampleTable(),
      classes,
      labels: Array.from({ length: 240 }, (_, i) => i % 3),
    });
    for (const { url } of [flights, await saved(reportHtml(long))]) {
      const { page } = await open(url, { viewport: { width: 400, height: 900 } });
      const broken = await page.evaluate(() => {
        for (const one of document.querySelectorAll("details")) one.open = true;
        return [...document.querySelectorAll("th, td, p, h2, figcaption")].flatMap((element) =>
          brokenIn(element),
        );

        function brokenIn(element: Element): string[] {
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const found: string[] = [];
          while (texts.nextNode()) {
            const { currentNode } = texts;
            for (const { 0: word, index } of (currentNode.nodeValue ?? "").matchAll(/[\p{L}\d.,%]+/gu)) {
              const range = document.createRange();
              range.setStart(currentNode, index);
              range.setEnd(currentNode, index + word.length);
              if (new Set(Array.from(range.getClientRects(), ({ top }) => top)).size > 1) found.push(word);
            }
          }
          return found;
        }
      });
      expect(broken.filter((word) => word.length < 100)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
    }
  });

  it("writes its numbers as its reader's locale does", async () => {
    const { page } = await open(flights.url, { locale: "de-DE" });
    expect(await page.locator(".answer p").first().textContent()).toMatch(
      /says 52,9\s% \(52,4\s% to 53,4\s%\)/,
    );
    expect(await page.locator("#reliability svg text").allTextContents()).toContain("11.909 rows");
    expect(await page.locator("#drift svg text").allTextContents()).toContain("1. Juni");
  });

  it("says the same numbers with its script as without", async () => {
    const [withScript, without] = await Promise.all(
      [true, false].map(async (javaScriptEnabled) => {
        const { page } = await open(flights.url, { javaScriptEnabled });
        return await page.locator("[data-s]").allTextContents();
      }),
    );
    expect(withScript!.length).toBeGreaterThan(2000);
    expect(withScript).toEqual(without);
  });

  it("shows and explains bins at a key's press, also on paper", async () => {
    const { page } = await open(flights.url);
    const visible = () =>
      page.locator("#reliability figure:visible").evaluateAll((all) => all.map((one) => one.className));
    const isTold = async (words: string) => (await page.locator("#reliability").innerText()).includes(words);
    expect(await visible()).toEqual(["corp", "corp"]);
    expect([await isTold("grey band"), await isTold("Each dot")]).toEqual([true, false]);
    await page.getByLabel("without bins").focus();
    await page.keyboard.press("ArrowRight");
    expect(await visible()).toEqual(["binned", "binned"]);
    expect([await isTold("grey band"), await isTold("Each dot")]).toEqual([false, true]);
    await page.emulateMedia({ media: "print" });
    expect([await isTold("grey band"), await isTold("Each dot")]).toEqual([false, true]);
  });

  it("finds, sorts and lengthens the list of users, all by keyboard", async () => {
    const { page } = await open(flights.url);
    expect(await shownUsers(page)).toHaveLength(50);
    await page.getByRole("button", { name: "Show 159 more" }).press("Enter");
    expect(await shownUsers(page)).toHaveLength(209);
    await page.getByLabel("Find a user").fill("or");
    expect(await shownUsers(page)).toEqual(["ORD", "ORF"]);
    expect(await page.getByRole("status").textContent()).toBe("2 of 209 users are shown, 2 found.");
    await page.getByLabel("Find a user").fill("");
    const byRows = page.getByRole("columnheader", { name: "rows" });
    await byRows.getByRole("button").press("Enter");
    expect(await byRows.getAttribute("aria-sort")).toBe("descending");
    expect((await shownUsers(page))[0]).toBe("ORD");
    await byRows.getByRole("button").press("Enter");
    expect((await shownUsers(page))[0]).not.toBe("ORD");
  });

  it("stays usable with 10,000 users", async () => {
    const report = exampleReport();
    const [user] = report.users!.users;
    const users = Array.from({ length: 10_000 }, (_, i) => ({ ...user!, userId: `user ${i}`, rows: i }));
    const many: Report = { ...report, users: { ...report.users!, users } };
    const { page } = await open((await saved(reportHtml(many))).url);
    expect(await shownUsers(page)).toHaveLength(50);
    await page.locator("#user-list th button").nth(1).click();
    expect((await shownUsers(page))[0]).toBe("user 9999");
    await page.locator("#user-search").fill("user 1234");
    expect(await shownUsers(page)).toEqual(["user 1234"]);
  });

  it("shows hostile names as names, and runs nothing of them", async () => {
    const { page, complaints, requests } = await open((await saved(reportHtml(hostileReport()))).url);
    expect(await page.locator("h1").textContent()).toBe("</script><script>alert(1)</script>");
    expect(await page.locator("img, iframe, object, script:not(:last-of-type)").count()).toBe(0);
    expect((await shownUsers(page)).some((name) => name.includes("onerror"))).toBe(true);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it("lets no script run but its own, even if one got in", async () => {
    const page = reportHtml(exampleReport()).replace(
      "<main>",
      '<main><script>document.title = "ran"</script><p onclick="document.title = \'ran\'">x</p>',
    );
    const { page: opened, complaints } = await open((await saved(page)).url);
    expect(await opened.title()).toBe("Are these probabilities true?");
    expect(complaints.join("\n")).toContain("Content Security Policy");
  });

  it("draws pictures that are SVG files, also with hostile names", async () => {
    const { page } = await open("about:blank");
    const texts = reportFigures(hostileReport()).map(({ svg }) => svg);
    const errors = await page.evaluate(
      (all) =>
        all
          .map(
            (text) =>
              new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")
                ?.textContent ?? "",
          )
          .filter((error) => error !== ""),
      texts,
    );
    expect(errors).toEqual([]);
  });

  it("keeps every letter inside its picture, in several locales and for long names", async () => {
    const { page } = await open("about:blank");
    const classes = [
      "WWWWWWWWWWWWWWWWWWWW",
      "日本語の長いクラスの名前です",
      "a class with quite a long name",
    ];
    const table = { ...exampleTable(), classes, labels: Array.from({ length: 240 }, (_, i) => i % 3) };
    const matrix = fitCalibratorStore(table, { method: "structured-matrix" }).store;
    const isotonic = fitCalibratorStore(table, { method: "isotonic" }).store;
    const all = [
      flightsAtHand,
      buildReport(table, matrix),
      buildReport(table, isotonic),
      reportOfManyClasses(),
    ].flatMap((report) => ["en", "de", "tr"].flatMap((locale) => reportFigures(report, { locale })));
    const cut = await page.evaluate((figures) => {
      return figures.flatMap(({ name, svg }) => {
        document.body.innerHTML = svg;
        const frame = document.querySelector("svg")!.getBoundingClientRect();
        return [...document.querySelectorAll("text")]
          .filter((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
          })
          .map((text) => `${name}: ${text.textContent}`);
      });
    }, all);
    expect(all.length).toBeGreaterThan(100);
    expect([...new Set(cut)]).toEqual([]);
  });

  it("takes letters to be as wide as they are, or wider", async () => {
    const { page } = await open("about:blank");
    const letters = [
      ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
      "é",
      "Ü",
      "Ж",
      "語",
    ];
    const measured = await page.evaluate((all) => {
      const drawing = document.createElement("canvas").getContext("2d")!;
      drawing.font = "bold 100px system-ui, sans-serif";
      return all.map((letter) => drawing.measureText(letter).width);
    }, letters);
    expect(letters.filter((letter, i) => textWidth(letter, 100) < measured[i]!)).toEqual([]);
  });

  it("prints on paper without what cannot be pressed there", async () => {
    const inPaper = 680; // A4 less its margins
    const { page } = await open(flights.url, { viewport: { width: inPaper, height: 960 } });
    await page.emulateMedia({ media: "print" });
    expect(await page.getByLabel("Find a user").isVisible()).toBe(false);
    expect(await page.locator("#reliability svg:visible").count()).toBe(2);
    expect(await page.locator("#user-list summary").first().isVisible()).toBe(true);
    const edges = await page
      .locator("p:visible, svg:visible, td:visible")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
    expect(Math.max(...edges)).toBeLessThanOrEqual(inPaper);
  });

  it("looks as the pictures of the documentation do", async () => {
    const taken = await takePictures(browser, flights.url);
    const { page } = await open("about:blank");
    const maker = await pictureMaker(browser);
    const committedMaker = (await committedPicture("maker.txt")).toString();
    if (maker !== committedMaker) {
      console.warn(
        `The pictures are by ${committedMaker.trim()}, this is ${maker.trim()}: only their sizes are compared.`,
      );
    }
    for (const { name } of pictures) {
      const both = [await committedPicture(`${name}.png`), taken.get(name)!].map((png) =>
        png.toString("base64"),
      );
      const { sizes, differing } = await page.evaluate(async (images) => {
        const decoded = await Promise.all(
          images.map(async (base64) => {
            const image = await createImageBitmap(
              await (await fetch(`data:image/png;base64,${base64}`)).blob(),
            );
            const drawing = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
            drawing.drawImage(image, 0, 0);
            return drawing.getImageData(0, 0, image.width, image.height);
          }),
        );
        const [one, other] = decoded.map(({ data }) => data);
        let count = 0;
        for (let i = 0; i < one!.length; i++) if (Math.abs(one![i]! - other![i]!) > 48) count++;
        return { sizes: decoded.map(({ width, height }) => [width, height]), differing: count / one!.length };
      }, both);
      expect(sizes[1]).toEqual(sizes[0]);
      if (maker === committedMaker) expect([name, differing < 0.005]).toEqual([name, true]);
    }
  });
});
