/** Of characters in DejaVu Sans Bold, as parts of the font's size and rounded up: few fonts are wider. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[ !'()*,./:;IJ[\\\]_`fijlrt|\u00a0\u202f-]/, 0.53],
  [/[%@MWmw]/, 1.11],
  [/[\da-z$?"{}]/, 0.73],
  [/[!-~]/, 0.88],
  [/\p{Extended_Pictographic}/u, 1.4],
];
const otherWidth = 1.3;

/** How many pixels wide a text is at most, in any usual font. */
export function textWidth(text: string, size = 12): number {
  const parts = Array.from(text.normalize("NFC"), (character) => {
    // A letter is as wide as it is without its accents; a syllable of Hangul is one letter.
    const [letter = ""] = /\p{Script=Hangul}/u.test(character) ? [character] : character.normalize("NFD");
    return widths.find(([kind]) => kind.test(letter))?.[1] ?? otherWidth;
  });
  return size * parts.reduce((sum, part) => sum + part, 0);
}
