// Completes package-lock.json after `npm install`: a registry that does not serve the binaries of every platform leaves
// those out of the lock, and `npm ci` then refuses it. The entries name version and platform; they have no checksum.
//   node scripts/completeLock.js
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const lockFile = new URL("../package-lock.json", import.meta.url);

/** @typedef {{ dev?: boolean, optionalDependencies?: Record<string, string> }} LockedPackage */

/**
 * The optional packages that the lock names without an entry.
 *
 * @param {Record<string, LockedPackage>} packages
 */
export function missingPackages(packages) {
  return Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(
        ([name]) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      )
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** @type {(missing: { name: string, version: string, dev: boolean | undefined }) => object} */
function lockEntry({ name, version, dev }) {
  const [os] = /darwin|win32|linux|android|freebsd|openharmony/.exec(name) ?? [];
  const [cpu] = /arm64|x64|ia32|arm|ppc64|riscv64|s390x/.exec(name) ?? [];
  if (os === undefined || cpu === undefined)
    throw new Error(`Cannot tell the platform of ${name} from its name.`);
  const libc = name.includes("musl") ? ["musl"] : name.includes("-gnu") ? ["glibc"] : undefined;
  return { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc }), optional: true, os: [os] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(await readFile(lockFile, "utf8"));
  const missing = missingPackages(lock.packages);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = lockEntry(one);
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(
    lockFile,
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  );
  console.log(`${missing.length} packages added`);
}
