import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { fit, giveFile, openStudio, skipped, startBrowser } from "./studioPage.ts";

/** CSV of cells, every one of them quoted. */
function csv(name: string, rows: readonly (readonly (string | number)[])[]) {
  const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;
  return { name, text: rows.map((row) => `${row.map(quoted).join(",")}\n`).join("") };
}

const script = `<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>`;

let context: BrowserContext;
let stop: () => Promise<void>;

beforeAll(async () => {
  if (skipped === "") ({ context, stop } = await startBrowser());
});

afterAll(() => stop?.());

describe.skipIf(skipped !== "")(`hostile and odd tables${skipped}`, () => {
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    ({ page, complaints } = await openStudio(context, { width: 400, colorScheme: "dark" }));
  });

  async function fitted(file: { name: string; text: string }) {
    await giveFile(page, file);
    await page.locator("#calibrate").waitFor();
    await fit(page);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
    return await page.locator("main").innerText();
  }

  test("markup in names is text: nothing of it runs, and it can be read", async () => {
    const users = [`${script}a`, "\u202eevil", `');alert(1)//`, "", "  "];
    const rows = Array.from({ length: 60 }, (_, row) => [
      users[row % 5]!,
      row % 3 === 0 ? `${script}x` : "b",
      row % 2 === 0 ? 0.8 : 0.4,
      row % 2 === 0 ? 0.2 : 0.6,
      row % 4 < 2 ? `${script}fit` : "rest",
    ]);
    const header = ["user_id", "label", `p_${script}x`, "p_b", "split"];
    const text = await fitted(csv(`${script.replaceAll("/", "")}.csv`, [header, ...rows]));
    expect(text).toContain(`<img src=x onerror="globalThis.hacked=1">`);
    for (const button of await page.locator(".users button.plain").all()) await button.click();
    await page.locator(".card .figures").waitFor();
    await page.getByLabel("Accept an answer from this confidence on").fill("0.7");
    await page.locator("#coverage").waitFor();
    expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.locator(".users").innerText()).toContain("\\u202eevil");
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test("one row, without users and times", async () => {
    const text = await fitted({ name: "one.csv", text: "p_a,p_b,label\n0.9,0.1,a\n" });
    expect(text).toContain("1 prediction among 2 classes.");
    expect(text).toContain("every calibrator will look better here than it is");
  });

  test("all of one class", async () => {
    const rows = Array.from({ length: 50 }, () => "0.9,0.1,a");
    await fitted({ name: "same.csv", text: `p_a,p_b,label\n${rows.join("\n")}\n` });
  });

  test("10,000 users", async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => {
      const p = ((row * 7919) % 1000) / 1000;
      return `user ${row >> 1},${p},${1 - p},${(row * 104_729) % 1000 < p * 1000 ? "a" : "b"},${row % 2 === 0 ? "fit" : "test"}`;
    });
    const text = await fitted({
      name: "many.csv",
      text: `user_id,p_a,p_b,label,split\n${rows.join("\n")}\n`,
    });
    expect(text).toContain("20,000 predictions of 10,000 users");
    await page.getByLabel("Find a user").fill("user 4321");
    expect(await page.locator(".users tbody tr").count()).toBe(1);
  });

  test("200 classes", async () => {
    const classes = Array.from({ length: 200 }, (_, j) => `class ${j}`);
    const rows = Array.from({ length: 400 }, (_, row) => {
      const p = classes.map((_name, j) => (j === row % 200 ? 0.602 : 0.002));
      return `${p.join(",")},class ${(row * row) % 3 === 0 ? row % 200 : (row + 1) % 200}`;
    });
    const header = classes.map((name) => `p_${name}`).join(",");
    const text = await fitted({ name: "wide.csv", text: `${header},label\n${rows.join("\n")}\n` });
    expect(text).toContain("among 200 classes");
  });
});

describe.skipIf(skipped !== "")(`tables that are refused${skipped}`, () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await openStudio(context));
  });

  async function refusal(text: string, name = "bad.csv") {
    await giveFile(page, { name, text });
    return await page.getByRole("alert").innerText();
  }

  test("say what is wrong, and where", async () => {
    expect(await refusal("a,b\n1,2\n")).toContain(
      'expected columns "p_<class>" with the probability of each class',
    );
    expect(await refusal("p_a,p_b,label\n0.5,0.5,a\n0.5,x,a\n")).toContain(
      'found "x" in row 2 of bad.csv, field "p_b"',
    );
    expect(await refusal("label,p_a,p_b\n,0.9,0.3\na,0.5,0.5\nb,0.4,0.6\n")).toMatch(
      /within 0\.001, but found a sum of 1\.2 in row 1 of bad\.csv/,
    );
    expect(await refusal("p_a,p_b,label\n0.5,0.5\n")).toContain(
      "expected 3 cells in each row, but found 2 in row 1",
    );
    expect(await refusal("p_a,p_a,label\n")).toContain("column names that differ in more than case");
    expect(await refusal("p_a,p_b,label\n")).toContain("expected at least one row, but found none");
    expect(await refusal('{"p_a": 1\n', "bad.jsonl")).toContain(
      "found text that is not JSON in line 1 of bad.jsonl",
    );
    expect(await refusal("x", "bad.xlsx")).toContain(
      "expected a file that ends in .csv, .tsv, .jsonl or .parquet",
    );
    expect(await refusal("no Parquet", "bad.parquet")).toContain("expected a whole Parquet file");
  });

  test("and what can be done", async () => {
    expect(await refusal("p_a,p_b,label\n2,2,a\n1,3,b\n")).toContain("sum to 1 within 0.001");
    await page.getByRole("button", { name: "Divide each row by its sum" }).click();
    await page.locator("#split").waitFor();
    expect(await page.locator("#data").innerText()).toContain(
      "2 rows did not sum to 1 and were divided by their sum.",
    );
    expect(await refusal("p_a,p_b,label\n0.5,0.5,a\n0.5,0.5,c\n")).toContain('found "c" in row 2');
    await page.getByRole("button", { name: "Leave such rows out" }).click();
    await page.locator("#split").waitFor();
    expect(await page.locator("#data").innerText()).toContain("1 row without a known label were left out");
    expect(await refusal("p_a,p_b,label\n-1,2,a\n")).toContain('found -1 for the class "a"');
    await page.getByRole("button", { name: "They are logits" }).click();
    await page.locator("#split").waitFor();
  });
});
