import { expect, test } from "vitest";

import { checkOnly, chosen, readOptions } from "../options.js";

test("without options everything is measured, in five processes", () => {
  expect(readOptions([])).toEqual({
    out: "docs",
    only: null,
    processes: 5,
    quick: false,
    python: true,
    command: "npm run bench",
  });
});

test("the command says what was asked for, but not where to write", () => {
  const options = readOptions([
    "--quick",
    "--only",
    "isotonic,command",
    "--processes",
    "2",
    "--no-python",
    "--out",
    "x",
  ]);
  expect(options).toMatchObject({ only: ["isotonic", "command"], processes: 2, python: false, out: "x" });
  expect(options.command).toBe("npm run bench -- --only isotonic,command --processes 2 --quick --no-python");
  expect(readOptions(["--out", "x"]).command).toBe("npm run bench");
});

test("a quick look takes three processes", () => {
  expect(readOptions(["--quick"])).toMatchObject({ processes: 3, quick: true });
});

test("what is not an option is refused with the usage", () => {
  expect(() => readOptions(["isotonic"])).toThrow("npm run bench -- [options]");
  expect(() => readOptions(["--processes", "0"])).toThrow("a whole number above 0");
  expect(() => readOptions(["--fast"])).toThrow("--fast");
});

test("works are chosen by the beginnings of their names", () => {
  const works = ["isotonic-fit", "isotonic-apply", "cold-start"].map((name) => ({ name }));
  expect(chosen(works, null)).toEqual(works);
  expect(chosen(works, ["isotonic"]).map(({ name }) => name)).toEqual(["isotonic-fit", "isotonic-apply"]);
  checkOnly(works, ["isotonic-fit", "cold"]);
  expect(() => checkOnly(works, ["isotonic", "temperature"])).toThrow(
    "some of isotonic-fit, isotonic-apply, cold-start, but found temperature",
  );
});
