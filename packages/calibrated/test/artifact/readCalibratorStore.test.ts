import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it, vi } from "vitest";

import { decodeCalibrator, isCalibratorJson } from "../../src/artifact/calibratorJson.ts";
import { encodeCalibratorStore } from "../../src/artifact/encodeCalibratorStore.ts";
import { readCalibratorStore, type ReadText } from "../../src/artifact/readCalibratorStore.ts";
import { ComposedCalibrator } from "../../src/calibrator/composedCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { golden } from "../golden/goldens.ts";
import { sameFormula } from "../tolerances.ts";
import { hostileIds } from "./hostileIds.ts";

const artifacts = fileURLToPath(new URL("../artifacts/", import.meta.url));
const seedStores = fileURLToPath(new URL("../golden/seedStores/", import.meta.url));

/** Reads paths below a folder, as the file system would. */
function fromFolder(folder: string): ReadText {
  return (path) => {
    const file = join(folder, path);
    return Promise.resolve(
      statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : null,
    );
  };
}

interface SeedGolden {
  readonly rows: number[][];
  readonly userIds: string[];
  readonly calibrated: Record<string, number[][]>;
}

describe("readCalibratorStore of the seed's format", () => {
  const { rows, userIds, calibrated } = golden<SeedGolden>("seedStores/expected.json");

  it.each(Object.keys(calibrated))("calibrates as the reference system does: %s", async (name) => {
    const store = await readCalibratorStore(fromFolder(join(seedStores, name)));
    expect(store.userIds.length).toBeGreaterThan(0);
    const found = store.calibrateBatch(rows, userIds);
    for (const [i, row] of found.entries()) {
      for (const [j, p] of row.entries()) {
        expect(Math.abs(p - calibrated[name]![i]![j]!)).toBeLessThanOrEqual(sameFormula);
      }
    }
  });

  it("has null for what an older store does not say", async () => {
    const store = await readCalibratorStore(fromFolder(join(seedStores, "old")));
    expect(store).toMatchObject({
      modelBundleId: null,
      modelSchemaHash: null,
      createdAt: null,
      classes: null,
    });
  });

  it("takes ids as the seed wrote them, also those that differ in case only", async () => {
    const temperature = (t: number): string => JSON.stringify({ type: "temperature", temperature: t });
    const ids = ["A", "CON", "a"];
    const files: Record<string, string> = {
      "store.json": JSON.stringify({
        method: "temperature",
        user_count: 3,
        user_ids: ids,
        comment: "unknown keys",
      }),
      "global.json": temperature(1.2),
      "users/A.json": temperature(0.5),
      "users/CON.json": temperature(3),
      "users/a.json": temperature(2),
    };
    const store = await readCalibratorStore((path) => Promise.resolve(files[path] ?? null));
    expect(ids.map((id) => (store.getCalibrator(id) as TemperatureCalibrator).temperature)).toEqual([
      0.5, 3, 2,
    ]);
  });
});

describe("readCalibratorStore of broken stores", () => {
  const expected = JSON.parse(readFileSync(join(artifacts, "brokenStores.expected.json"), "utf8")) as Record<
    string,
    { code: string; file: string; field: string | null }
  >;

  it.each(readdirSync(join(artifacts, "brokenStores")))("refuses %s, naming file and field", async (name) => {
    const { code, file, field } = expected[name]!;
    const details = field === null ? { file } : { file, field };
    await expect(readCalibratorStore(fromFolder(join(artifacts, "brokenStores", name)))).rejects.toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) }),
    );
  });

  it("gives users the very global calibrator that they name, and writes it by name again", async () => {
    const globalCalibrator = new VectorScalingCalibrator([1, 2], [0, 0.5]);
    const own = new VectorScalingCalibrator([1, 1], [0.3, -0.3]);
    const userCalibrators = { ann: new ComposedCalibrator([globalCalibrator, own]) };
    const store = new CalibratorStore({ globalCalibrator, userCalibrators });
    const files = encodeCalibratorStore(store);
    const read = await readCalibratorStore(async (path) => await Promise.resolve(files.get(path) ?? null));
    const { steps } = read.userCalibrators.get("ann") as ComposedCalibrator;
    expect(steps[0]).toBe(read.globalCalibrator);
    expect(read.calibrateBatch([[0.3, 0.7]], ["ann"])).toEqual(store.calibrateBatch([[0.3, 0.7]], ["ann"]));
    expect(encodeCalibratorStore(read)).toEqual(files);
    const alone: unknown = JSON.parse(files.get("users/ann.json")!);
    expect(() => decodeCalibrator(alone)).toThrow(/"steps\[0\].type"/);
    expect(isCalibratorJson(alone)).toBe(true);
  });

  it("leaves a missing user to the global calibrator only when asked to, and says so", async () => {
    const folder = fromFolder(join(artifacts, "brokenStores", "noUserFile"));
    const warnings: string[] = [];
    const options = {
      onMissingUser: "fallback",
      onWarning: (message: string) => void warnings.push(message),
    } as const;
    const store = await readCalibratorStore(folder, options);
    expect(store.userIds).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("users/alice.json is missing")]);

    const onConsole = vi.spyOn(console, "warn").mockReturnValue();
    const { userIds } = await readCalibratorStore(folder, { onMissingUser: "fallback" });
    expect(userIds).toEqual([]);
    expect(onConsole.mock.calls).toEqual([[expect.stringContaining("users/alice.json is missing")]]);
    onConsole.mockRestore();
  });

  it.each([{ onMissingUser: "fallbck" }, { onMissing: "fallback" }])(
    "refuses the option %o",
    async (wrong) => {
      const folder = fromFolder(join(artifacts, "brokenStores", "noUserFile"));
      await expect(readCalibratorStore(folder, wrong as object)).rejects.toThrow(
        expect.objectContaining({ code: "invalid-option" }),
      );
    },
  );
});

/** Stores as each version of the format wrote them, for ever; `expected.json` beside them says what they do. */
describe.each(readdirSync(artifacts).filter((name) => /^v\d+$/.test(name)))(
  "readCalibratorStore of format %s",
  (version) => {
    const { rows, userIds, calibrated } = JSON.parse(
      readFileSync(join(artifacts, version, "expected.json"), "utf8"),
    ) as SeedGolden;

    it.each(Object.keys(calibrated))(
      "loads %s, writes the same bytes and calibrates the same",
      async (name) => {
        const folder = join(artifacts, version, name);
        const store = await readCalibratorStore(fromFolder(folder));
        for (const [path, text] of encodeCalibratorStore(store))
          expect(readFileSync(join(folder, path), "utf8")).toBe(text);
        // Engines differ in the last bit of Math.exp.
        const found = store.calibrateBatch(rows, userIds).flat();
        for (const [i, p] of calibrated[name]!.flat().entries())
          expect(Math.abs(found[i]! - p)).toBeLessThanOrEqual(sameFormula);
      },
    );
  },
);

describe("readCalibratorStore of our own format", () => {
  const curve = { xThresholds: [1e-300, 0.1 + 0.2, 1 - 1e-16], yThresholds: [0, 1 / 3, 1] };
  const userCalibrators = new Map(hostileIds.map((id, i) => [id, new TemperatureCalibrator(1 + i / 7)]));
  const store = new CalibratorStore({
    globalCalibrator: new IsotonicCalibrator([curve, curve]),
    userCalibrators,
    method: "isotonic",
    classes: ["a", "b"],
    modelBundleId: "m",
    modelSchemaHash: "h",
    createdAt: "2026-01-01T00:00:00Z",
  });

  it("gives back the store to the last bit, any string being a user id", async () => {
    const files = encodeCalibratorStore(store);
    expect(await readCalibratorStore((path) => Promise.resolve(files.get(path) ?? null))).toEqual(store);
    expect(
      encodeCalibratorStore(await readCalibratorStore((path) => Promise.resolve(files.get(path) ?? null))),
    ).toEqual(files);
  });

  it("asks for no path outside the store", async () => {
    const files = encodeCalibratorStore(store);
    const asked: string[] = [];
    await readCalibratorStore((path) => {
      asked.push(path);
      return Promise.resolve(files.get(path) ?? null);
    });
    for (const path of asked) expect(path).toMatch(/^(?:store\.json|global\.json|users\/[^/\\]+\.json)$/);
  });
});
