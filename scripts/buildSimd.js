// Compiles the modules of packages/calibrated/simd to WebAssembly, and writes them into src/numerics:
//   node scripts/buildSimd.js
// A test compares what is there with what the sources compile to.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { main as compile } from "assemblyscript/asc";

const folder = fileURLToPath(new URL("../packages/calibrated/", import.meta.url));

/** What is compiled, into src/numerics/<name>Module.ts. */
export const modules = {
  simd: { source: "simd/kernels.ts", memory: "--initialMemory 34 --memoryBase 98304" },
  slopes: { source: "simd/slopes.ts", memory: "--initialMemory 44 --memoryBase 57344" },
  sharedFeatures: {
    source: "simd/sharedFeatures.ts",
    memory: "--initialMemory 3 --memoryBase 172032",
  },
  affine: { source: "simd/affine.ts", memory: "--initialMemory 6 --memoryBase 365840" },
  pooling: { source: "simd/pooling.ts", memory: "--initialMemory 2" },
};

/**
 * A module in base64.
 *
 * @param {keyof typeof modules} name
 */
export async function compiled(name) {
  const { source, memory } = modules[name];
  const options = `-O3 --noAssert --runtime stub --enable simd ${memory} --outFile ${name}.wasm`;
  /** @type {Uint8Array | null} */
  let module = null;
  const { error } = await compile([source, "--baseDir", folder, ...options.split(" ")], {
    writeFile: (_name, contents) => {
      module = /** @type {Uint8Array} */ (contents);
    },
  });
  if (error !== null || module === null) throw new Error(`${source} does not compile.`, { cause: error });
  return Buffer.from(module).toString("base64");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of /** @type {(keyof typeof modules)[]} */ (Object.keys(modules))) {
    const { source } = modules[name];
    const text = `/** ${source}, as scripts/buildSimd.js compiles it. */\nexport const ${name}Module =\n  "${await compiled(name)}";\n`;
    await writeFile(`${folder}src/numerics/${name}Module.ts`, text);
  }
}
