/**
 * What kind of built-in a value is, such as "Float64Array" or "Map". Unlike `instanceof` it also knows those of another
 * realm: a frame, or the sandbox of a test runner.
 */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
