import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

import { build } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "packages/calibrated/package.json"), "utf8")) as {
  readonly exports: Record<string, { readonly types?: string }>;
  readonly dependencies: Record<string, string>;
};

async function bundle(code: string): Promise<string> {
  const result = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  return result.outputFiles[0]!.text;
}

describe("the package", () => {
  it("exports these entry points, types first", () => {
    expect(Object.keys(manifest.exports)).toEqual([
      ".",
      "./apply",
      "./simd",
      "./report",
      "./io",
      "./package.json",
    ]);
    for (const [name, conditions] of Object.entries(manifest.exports)) {
      if (name !== "./package.json") expect(Object.keys(conditions)[0]).toBe("types");
    }
  });

  it("depends on these packages only, at exact versions", () => {
    expect(manifest.dependencies).toEqual({
      "d3-scale": "4.0.3",
      "d3-shape": "3.2.1",
      "pure-rand": "8.4.2",
      "write-file-atomic": "7.0.1",
    });
  });

  it.each(["calibrated", "calibrated/apply"])(
    "runs %s where there is nothing of Node or of a browser",
    async (entry) => {
      const script = await bundle(`
      import { CalibratorStore, TemperatureCalibrator } from ${JSON.stringify(entry)};
      const globalCalibrator = new TemperatureCalibrator(2);
      result = new CalibratorStore({ globalCalibrator }).calibrateBatch([[0.9, 0.1]], ["ann"]);
    `);
      expect(script).not.toMatch(/node:|require\(/);
      const sandbox: { result: number[][] } = { result: [] };
      runInNewContext(script, sandbox);
      expect(sandbox.result[0]![0]).toBeCloseTo(0.75, 14);
    },
  );

  it("does not run calibrated/io in a browser: that build fails, and says why", async () => {
    await expect(bundle('import "calibrated/io"')).rejects.toThrow(/node:|crypto|"fs/);
  });

  it(
    "type-checks for an application, also with a tensor as a model runtime returns it",
    { timeout: 60_000 },
    () => {
      const folder = mkdtempSync(join(root, "node_modules", ".consumer-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      writeFileSync(
        join(folder, "consumer.ts"),
        `
      import type { InferenceSession } from "onnxruntime-web";
      import { CalibratorStore, fitCalibratorStore, TemperatureCalibrator } from "calibrated";
      import { readCalibratorStore } from "calibrated/apply";
      import { loadCalibratorStore, saveCalibratorStore } from "calibrated/io";

      const calibrator = new TemperatureCalibrator(2);
      const doubles: Float64Array = calibrator.calibrate(Float64Array.of(1, 0));
      const singles: Float32Array = calibrator.calibrate(Float32Array.of(1, 0));
      const row: number[] = calibrator.calibrate([1, 0]);
      const rows: number[][] = calibrator.calibrate([[1, 0]]);
      const matrix: Float32Array = calibrator.calibrate({ data: Float32Array.of(1, 0), dims: [1, 2] }).data;
      export function serve(results: InferenceSession.ReturnType, store: CalibratorStore): Float32Array | Float64Array {
        return store.calibrateBatch(results["probabilities"]!, ["ann"]).data;
      }
      export const theirs = new CalibratorStore({ globalCalibrator: { calibrate: (p: number[][]) => p } });
      // @ts-expect-error a text is no probabilities
      calibrator.calibrate("0.5");
      // @ts-expect-error a batch is no single row
      new CalibratorStore({ globalCalibrator: calibrator }).calibrateBatch([0.5, 0.5], ["ann"]);
      // @ts-expect-error no such method
      fitCalibratorStore({ probabilities: [[1, 0]], labels: [0] }, { method: "temprature" });
      export { doubles, singles, row, rows, matrix, readCalibratorStore, loadCalibratorStore, saveCalibratorStore };
      `,
      );
      const compiler = join(root, "node_modules/typescript7/bin/tsc");
      const options =
        "--noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2022 --lib es2023,dom --skipLibCheck";
      const compile = (): string =>
        execFileSync(process.execPath, [compiler, ...options.split(" "), "consumer.ts"], {
          cwd: folder,
          encoding: "utf8",
        });
      try {
        expect(compile()).toBe("");
      } catch (error) {
        expect.unreachable((error as { stdout: string }).stdout);
      }
    },
  );
});
