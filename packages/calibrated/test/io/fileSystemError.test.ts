import { describe, expect, it } from "vitest";

import { fileSystemError, hasSystemCode, isSystemError } from "../../src/io/fileSystemError.ts";

const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
  code: "ENOSPC",
  syscall: "write",
});

describe("fileSystemError", () => {
  it("says in words what the system refused, and keeps the cause", () => {
    expect(fileSystemError(full, "Cannot save a store", "store")).toMatchObject({
      code: "file-system",
      message:
        'Cannot save a store: expected the file system to allow it, but found no space left on the disk, file "store".',
      cause: full,
    });
    expect(fileSystemError(Object.assign(full, { code: "EWHAT" }), "x", "y")).toMatchObject({
      message: /EWHAT/,
    });
  });

  it("leaves any other error as it is", () => {
    const bug = new TypeError("x is not a function");
    expect(fileSystemError(bug, "x", "y")).toBe(bug);
    expect(isSystemError(bug)).toBe(false);
    expect(hasSystemCode(full, "ENOSPC", "EWHAT")).toBe(true);
  });
});
