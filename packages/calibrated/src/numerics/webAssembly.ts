/** What the pure part knows of WebAssembly, which is more than its language does. */
interface WebAssemblyLike {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Memory of a module. */
export interface ModuleMemory {
  readonly buffer: ArrayBuffer;
  /** By so many pages of 65,536 bytes; throws if there is not as much. */
  readonly grow: (pages: number) => number;
}

/** Makes instances of a module, or null where the engine has no such WebAssembly or a page forbids it. */
export function webAssembly(base64: string): (() => unknown) | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyLike };
  if (WebAssembly === undefined) return null;
  try {
    const module = new WebAssembly.Module(bytesOf(base64));
    return () => new WebAssembly.Instance(module).exports;
  } catch {
    return null;
  }
}

function bytesOf(base64: string): Uint8Array {
  const { atob } = globalThis as unknown as { readonly atob: (text: string) => string };
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
