/**
 * Adds doubles with Neumaier's compensation: the error stays near one rounding of the result however many
 * terms there are, so that a sum does not depend on the order of the rows.
 *
 * Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974.
 */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(term: number): void {
    const sum = this.#sum + term;
    // What rounding took from either, whichever is larger: Knuth's way, without a branch.
    const added = sum - this.#sum;
    this.#lost += this.#sum - (sum - added) + (term - added);
    this.#sum = sum;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}
