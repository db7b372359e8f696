type NumberArray = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A column of numbers whose memory doubles as it fills. */
export class GrowingColumn<Numbers extends NumberArray> {
  length = 0;
  #numbers: Numbers;
  readonly #make: (length: number) => Numbers;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#numbers = make(16_384);
  }

  /** Memory for so many numbers more, to be filled. */
  extend(count: number): Numbers {
    const start = this.length;
    this.length += count;
    if (this.length > this.#numbers.length) {
      const larger = this.#make(Math.max(2 * this.#numbers.length, this.length));
      larger.set(this.#numbers.subarray(0, start));
      this.#numbers = larger;
    }
    return this.#numbers.subarray(start, this.length) as Numbers;
  }

  /** The numbers so far. */
  get numbers(): Numbers {
    return this.#numbers.subarray(0, this.length) as Numbers;
  }
}
