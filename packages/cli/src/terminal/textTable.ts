/** Rows of cells in aligned columns; a column whose every cell but the first row's looks like a number is right-aligned. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columnCount = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, j) =>
    Math.max(...rows.map((row) => width(row[j] ?? ""))),
  );
  const isNumeric = widths.map((_, j) => rows.slice(1).every((row) => /^[-–\d.,:%\s]*$/.test(row[j] ?? "")));
  return rows
    .map((row) =>
      row
        .map((cell, j) => {
          const space = " ".repeat(widths[j]! - width(cell));
          return isNumeric[j] ? space + cell : cell + space;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function width(text: string): number {
  return Array.from(text).length;
}

/** 12345 → "12,345". */
export function count(value: number): string {
  // Asking for the first number of a locale takes 10 ms.
  if (!Number.isSafeInteger(value)) return value.toLocaleString("en-US");
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** "1 row", "2 rows". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Control characters of a name from a file would move the cursor; they are shown as escapes. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A user's id as a person reads it; the empty one would not be seen. */
export function userInWords(userId: string): string {
  return userId === "" ? '""' : printable(userId);
}
