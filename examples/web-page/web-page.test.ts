import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { IsotonicCalibrator } from "calibrated";
import { loadCalibratorStore } from "calibrated/io";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "calibrated-web-page-"));

let server: ChildProcess;
let address: string;

beforeAll(async () => {
  server = spawn(process.execPath, [file("serve.js"), "0"], { stdio: ["ignore", "pipe", "inherit"] });
  address = await new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`serve.js ended with ${code}`)));
    server.stdout!.once("data", (line: Buffer) => resolve(/http:\S+/.exec(line.toString())![0]));
  });
});

afterAll(() => {
  server.kill();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
});

function textsIn(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), "utf8")}`)
    .sort();
}

test("makeStore.js writes the committed store, byte for byte", () => {
  execFileSync(process.execPath, [file("makeStore.js"), join(scratch, "store")]);
  expect(textsIn(join(scratch, "store"))).toEqual(textsIn(file("store")));
});

test("serve.js serves the page and the library to this computer, and nothing else", async () => {
  const status = (path: string) =>
    new Promise((resolve, reject) => {
      // `path` is sent as it is; a URL would have its dots resolved before.
      const { hostname, port } = new URL(address);
      get({ hostname, port, path }, (response) => resolve(response.resume().statusCode)).on("error", reject);
    });
  expect(new URL(address).hostname).toBe("127.0.0.1");
  expect(await status("/")).toBe(302);
  for (const path of ["", "index.html", "page.js?version=2", "store/users/team%20%232.json"]) {
    expect([path, await status(`/examples/web-page/${path}`)]).toEqual([path, 200]);
  }
  const outside = [
    "/package.json",
    "/node_modules/vitest/package.json",
    "/examples/web-page/../../package.json",
    "/examples/web-page/%2e%2e/%2e%2e/package.json",
    "/examples/web-page/..%2f..%2fpackage.json",
    "/examples/web-page/..\\..\\package.json",
    "//examples/web-page/",
    "/examples/web-page/%",
    "/examples/web-page/%00",
    "/examples/web-page/store",
    "http://example.org/examples/web-page/",
  ];
  for (const path of outside) expect([path, await status(path)]).toEqual([path, 404]);
});

/** What the page shows, all digits of it. */
function numbers(page: Page, kind: "raw" | "calibrated") {
  const all = page.locator(`data.${kind}`);
  return all.evaluateAll((elements) => elements.map((element) => Number((element as HTMLDataElement).value)));
}

const executablePath =
  spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).stdout?.trim() ?? "";
const skipped = executablePath === "" ? " (skipped: there is no chromium on the PATH)" : "";
if (skipped !== "") console.warn(`The page in chromium${skipped}`);

describe.skipIf(skipped !== "")(`the page in chromium${skipped}`, () => {
  let context: BrowserContext;
  const requests: string[] = [];

  beforeAll(async () => {
    const flags =
      "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
    context = await chromium.launchPersistentContext(join(scratch, "profile"), {
      executablePath,
      args: flags.split(" "),
    });
    context.on("request", (request) => requests.push(request.url()));
  });

  afterAll(() => context?.close());

  async function open() {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(address);
    await page.locator("section > div:visible").waitFor();
    return { page, complaints };
  }

  test("shows what the library computes in Node, to the last bits", async () => {
    const store = await loadCalibratorStore(file("store"));
    const { page, complaints } = await open();
    const rows = { Sure: [0.94, 0.04, 0.02], Leaning: [0.72, 0.2, 0.08], Torn: [0.08, 0.46, 0.46] };
    const users = await page.getByLabel("For which user?").locator("option").allTextContents();
    expect(users).toEqual(["ann/berlin", "bob", "team #2", "somebody new"]);
    for (const user of users) {
      await page.getByLabel("For which user?").selectOption(user);
      for (const [name, row] of Object.entries(rows)) {
        await page.getByRole("button", { name }).click();
        expect(await numbers(page, "raw")).toEqual(row);
        const calibrator = store.getCalibrator(user);
        const expected = calibrator.calibrate(row);
        // A temperature takes Math.exp and Math.log, whose last bit differs between JavaScript engines.
        const close = expected.map((p) => expect.closeTo(p, 15));
        const isExact = calibrator instanceof IsotonicCalibrator;
        expect(await numbers(page, "calibrated")).toEqual(isExact ? expected : close);
      }
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("accepts at 0.6 and rejects below", async () => {
    const { page } = await open();
    const answer = async () => (await page.getByRole("status").textContent())!.replace(/\s+/g, " ");
    const uncalibrated = page.locator("#difference");
    // ann/berlin, T = 2.5: 0.72 ** 0.4 / (0.72 ** 0.4 + 0.2 ** 0.4 + 0.08 ** 0.4) = 0.4964.
    expect(await answer()).toBe("Rejected Write, 49.6 % sure");
    expect(await uncalibrated.textContent()).toBe("Uncalibrated: Write, 72.0 %, accepted.");
    // bob, T = 0.7: the same with powers of 1 / 0.7 is 0.8308.
    await page.getByLabel("For which user?").selectOption("bob");
    expect(await answer()).toBe("Accepted Write, 83.1 % sure");
    // team #2, by interpolation: 0.564 for Write, 0.275 for Read, 0.1 for Meet; 0.564 / 0.939 = 0.6006.
    await page.getByLabel("For which user?").selectOption("team #2");
    expect(await answer()).toBe("Accepted Write, 60.1 % sure");
    // And of 8, 46, 46: 0.048, 0.545 and 0.37; 0.545 / 0.963 = 0.5659.
    await page.getByRole("button", { name: "Torn" }).click();
    expect(await answer()).toBe("Rejected Read, 56.6 % sure");
    for (const [name, percentage] of Object.entries({ Write: "60", Read: "30", Meet: "10" })) {
      await page.getByLabel(name, { exact: true }).fill(percentage);
    }
    expect(await uncalibrated.textContent()).toBe("Uncalibrated: Write, 60.0 %, accepted.");
    await page.close();
  });

  test("a slider keeps the sum; a typed number that breaks it is refused, not repaired", async () => {
    const { page, complaints } = await open();
    await page.getByLabel("Write, slider").fill("30");
    // 70 % for the other two, 20 : 8.
    expect(await numbers(page, "raw")).toEqual([0.3, 0.5, 0.2]);
    await page.getByLabel("Read", { exact: true }).fill("60");
    expect(await page.getByRole("alert").textContent()).toBe(
      "Expected each row to sum to 1 within 0.001, but found a sum of 1.1.",
    );
    expect(await page.getByRole("status").isVisible()).toBe(false);
    await page.getByLabel("Read", { exact: true }).fill("");
    expect(await page.getByRole("alert").textContent()).toContain("found NaN for class 1");
    await page.getByLabel("Read", { exact: true }).fill("50");
    expect(await page.getByRole("status").isVisible()).toBe(true);
    await page.getByLabel("Meet", { exact: true }).fill("120");
    await page.getByRole("button", { name: "Divide by the sum" }).click();
    expect(await numbers(page, "raw")).toEqual([0.15, 0.25, 0.6]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a store that is not whole is an error on the page, not half a store", async () => {
    await context.route("**/users/bob.json", (route) => route.fulfill({ status: 404 }));
    const { page } = await open();
    expect(await page.getByRole("alert").textContent()).toContain("users/bob.json");
    expect(await page.getByLabel("For which user?").isVisible()).toBe(false);
    await context.unrouteAll();
    await page.close();
  });

  test.each([400, 1200])("fits a window of %i pixels", async (width) => {
    const { page } = await open();
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  test("no request left this computer", () => {
    expect(requests.length).toBeGreaterThan(20);
    expect(requests.filter((url) => !["127.0.0.1", ""].includes(new URL(url).hostname))).toEqual([]);
  });
});
