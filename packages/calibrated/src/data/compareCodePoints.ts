/** Orders strings by Unicode code point, which differs from `<` beyond the basic plane. */
export function compareCodePoints(a: string, b: string): number {
  for (let i = 0; ; i++) {
    // Within a pair of surrogates two strings cannot begin to differ: the pair as a whole did.
    const x = a.codePointAt(i) ?? -1;
    const y = b.codePointAt(i) ?? -1;
    if (x !== y || x < 0) return x - y;
  }
}
