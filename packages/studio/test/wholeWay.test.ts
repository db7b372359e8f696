import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";
import type { Evaluation } from "calibrated";
import { unzipSync } from "fflate";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { fit, flights, giveFile, openStudio, skipped, startBrowser } from "./studioPage.ts";

const scratch = mkdtempSync(join(tmpdir(), "calibrated-whole-way-"));
const command = fileURLToPath(new URL("../../cli/bin/calibrated.js", import.meta.url));
/** Runs a line in which `calibrated` is the command, beside the flights. */
function shell(line: string) {
  const own = `calibrated() { '${process.execPath}' '${command}' "$@"; }`;
  return execFileSync("sh", ["-c", `${own}; ${line}`], { cwd: scratch, encoding: "utf8", maxBuffer: 1e8 });
}

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function download(page: Page, name: string) {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  const path = join(scratch, saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

function unzip(archive: string, folder: string) {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

function textsIn(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), "utf8")}`)
    .sort();
}

/** The files of the store that a command fits, and of the one that the page hands out and that stays. */
async function storesOf(page: Page, command: string) {
  const undated = () => textsIn(join(scratch, "store")).map((text) => text.replace(/"created_at": ".*"/, ""));
  rmSync(join(scratch, "store"), { recursive: true, force: true });
  shell(command);
  const own = undated();
  rmSync(join(scratch, "store"), { recursive: true });
  unzip(await download(page, "The store"), scratch);
  return { own, downloaded: undated() };
}

describe.skipIf(skipped !== "")(`from the flights to a store${skipped}`, () => {
  let context: BrowserContext;
  let stop: () => Promise<void>;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    ({ context, stop } = await startBrowser());
    ({ page, complaints } = await openStudio(context));
    copyFileSync(flights, join(scratch, "flights.csv"));
    await giveFile(page, flights);
    await page.locator("#calibrate").waitFor();
    await fit(page);
  });

  afterAll(() => stop?.());

  test("the columns and the split are found by their names", async () => {
    expect(await page.locator("#data").innerText()).toContain(
      "36,000 predictions of 220 users among 4 classes",
    );
    expect(await page.locator("#split").innerText()).toContain("24,091 rows of 215 users to fit on");
    expect(await page.getByLabel("Judge where it is").inputValue()).toBe("test");
  });

  test("the store is the one that the page's command fits, byte for byte, and gives its numbers to the last digit", async () => {
    await page.getByLabel("Accept an answer from this confidence on").fill("0.62");
    await page.locator("#coverage").waitFor();
    const commands = (await page.getByLabel("Commands").innerText()).split("\n");
    expect(commands.map((line) => line.split(" ")[1])).toEqual(["fit", "evaluate", "report", "apply"]);
    const { own, downloaded } = await storesOf(page, commands[0]!);
    expect(own.length).toBeGreaterThan(20);
    expect(downloaded).toEqual(own);

    const judged = shell(`${commands[1]} --intervals none --json`);
    const { raw, calibrated, decisions } = JSON.parse(judged) as Evaluation;
    const shown = await page
      .locator("table.scores data")
      .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    const names = ["accuracy", "overconfidence", "nll", "brierScore"] as const;
    expect(shown).toEqual(names.flatMap((name) => [raw[name], calibrated![name]]));
    const value = (id: string) => page.locator(id).evaluate((one) => Number((one as HTMLDataElement).value));
    expect([await value("#coverage"), await value("#risk")]).toEqual([decisions!.coverage, decisions!.risk]);
  });

  test("the report is the one that the page's command writes, but for how it was made", async () => {
    const made = readFileSync(await download(page, "The report"), "utf8");
    const command = (await page.getByLabel("Commands").innerText()).split("\n")[2]!;
    shell(command.replace("report.html", "own.html"));
    const shownIn = (html: string) => html.slice(0, html.indexOf('<section id="made"'));
    expect(shownIn(made).length).toBeGreaterThan(50_000);
    expect(shownIn(made) === shownIn(readFileSync(join(scratch, "own.html"), "utf8"))).toBe(true);
  });

  test("the calibrated table has the command line's values", async () => {
    const table = readFileSync(await download(page, "The calibrated table"), "utf8")
      .trimEnd()
      .split("\n");
    const command = (await page.getByLabel("Commands").innerText()).split("\n").at(-1)!;
    shell(command.replace("calibrated.csv", "applied.csv"));
    const applied = readFileSync(join(scratch, "applied.csv"), "utf8").trimEnd().split("\n");
    expect(table.length).toBe(applied.length);
    const plain = (line: string) =>
      line.split(",").map((cell) => (/^[\d.]/.test(cell) ? Number.parseFloat(cell) : cell));
    const different = table.findIndex(
      (line, at) => line !== applied[at] && String(plain(line)) !== String(plain(applied[at]!)),
    );
    expect(different).toBe(-1);
  });

  test("axe finds nothing serious", async () => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test("a fit can be cancelled, and the table stays", async () => {
    await page.getByLabel("Method").selectOption("auto");
    await page.getByRole("button", { name: "Fit again" }).click();
    await page.getByText("Fitting …").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await page.locator("#take").count()).toBe(0);
    expect(await page.locator("#data").innerText()).toContain("36,000 predictions");
    await page.getByLabel("Method").selectOption("identity");
    await page.getByLabel("Whose calibrators").selectOption("none");
    await fit(page);
    const shown = await page.locator("table.scores").first().innerText();
    expect(shown.match(/1\.2130/g)).toHaveLength(2);
  });

  test("nothing was asked of the network, and the browser had nothing to complain of", () => {
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(skipped !== "")(`stores of a few airports${skipped}`, () => {
  let stop: () => Promise<void>;
  let page: Page;

  beforeAll(async () => {
    const { context, stop: close } = await startBrowser();
    stop = close;
    ({ page } = await openStudio(context));
    const [header, ...rows] = readFileSync(flights, "utf8").trimEnd().split("\n");
    const few = rows.filter((row) => /^[B-D]/.test(row));
    const table = join(scratch, "airports.csv");
    writeFileSync(table, [header, ...few, ""].join("\n"));
    await giveFile(page, table);
    await page.locator("#calibrate").waitFor();
  });

  afterAll(() => stop?.());

  test.each([
    ["vector", "eligible"],
    ["structured-matrix", "eligible"],
    ["platt", "eligible"],
    ["beta", "eligible"],
    ["auto", "pooled"],
  ])("have the command line's bytes by other methods: %s, %s", async (method, personalization) => {
    await page.getByLabel("Whose calibrators").selectOption(personalization);
    await page.getByLabel("Method").selectOption(method);
    await fit(page);
    const [command] = (await page.getByLabel("Commands").innerText()).split("\n");
    expect(command).toContain(`--method ${method}`);
    const { own, downloaded } = await storesOf(page, command!);
    expect(own.join("\n")).toContain(`"${method === "auto" ? "pooled" : method}"`);
    expect(downloaded).toEqual(own);
  });
});
