// Compiles packages/calibrated/simd/kernels.ts to WebAssembly, and writes it into src/numerics/simdModule.ts:
//   node scripts/buildSimd.js
// A test compares what is there with what the source compiles to.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { main as compile } from "assemblyscript/asc";

const folder = fileURLToPath(new URL("../packages/calibrated/", import.meta.url));

const options =
  "-O3 --noAssert --runtime stub --enable simd --initialMemory 34 --memoryBase 98304 --outFile kernels.wasm";

/** The module in base64. */
export async function compiledKernels() {
  /** @type {Uint8Array | null} */
  let module = null;
  const { error } = await compile(["simd/kernels.ts", "--baseDir", folder, ...options.split(" ")], {
    writeFile: (_name, contents) => {
      module = /** @type {Uint8Array} */ (contents);
    },
  });
  if (error !== null || module === null) throw new Error("The kernels do not compile.", { cause: error });
  return Buffer.from(module).toString("base64");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = `/** simd/kernels.ts, as scripts/buildSimd.js compiles it. */\nexport const simdModule =\n  "${await compiledKernels()}";\n`;
  await writeFile(`${folder}src/numerics/simdModule.ts`, text);
}
