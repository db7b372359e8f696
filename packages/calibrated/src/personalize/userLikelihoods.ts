import { reusedMemory } from "../data/reusedMemory.ts";
import { mostHeld } from "../numerics/slopeRows.ts";
import type { TemperaturePull } from "../fit/temperaturePull.ts";
import { exactEvidence } from "./personalTemperature.ts";
import type { PopulationRows } from "./populationRows.ts";
import { fewestRowsOfSeries, TemperatureLikelihood, type NllSeries } from "./temperatureLikelihood.ts";
import { userRows, type UserMembers, type UserRows } from "./userRows.ts";

/** Of so many users what their rows say is kept: some kilobytes each. */
const mostKept = 50_000;

/** Whether most users of so many rows are asked once. */
export function areAskedOnce(users: number, rowCount: number): boolean {
  return users <= mostKept && rowCount >= fewestRowsOfSeries * users;
}

/**
 * The likelihoods of a population's users. A user with enough rows is asked once, for all that is to be known of these rows later, and
 * what they said is kept; of other users, or of too many, the rows are asked each time.
 */
export class UserLikelihoods {
  readonly #population: PopulationRows;
  readonly #kept = new Map<string, TemperatureLikelihood>();
  readonly #gathered = reusedMemory();
  readonly #memory = reusedMemory();

  constructor(population: PopulationRows) {
    this.#population = population;
  }

  /** One among many that are asked again and again: its rows are held. */
  held(user: UserMembers): TemperatureLikelihood {
    const known = this.#kept.get(user.userId);
    if (known !== undefined) return known;
    const made = new TemperatureLikelihood(() => this.#rowsOf(user));
    this.#kept.set(user.userId, made);
    return made;
  }

  /** One user's: what is kept of it, or made in memory that the next one's takes over. */
  of(user: UserMembers): TemperatureLikelihood {
    return this.#kept.get(user.userId) ?? new TemperatureLikelihood(() => this.#rowsOf(user), this.#memory);
  }

  /**
   * What a user's rows say around a b, where all is kept that fits near a pull will ask for; null where nothing is kept.
   */
  seriesAt(user: UserMembers, b: number, pull: TemperaturePull): NllSeries | null {
    const isHeld = this.#kept.has(user.userId);
    const { classCount } = this.#population.block;
    if (user.rows.length < fewestRowsOfSeries || user.rows.length * classCount > mostHeld) return null;
    if (!isHeld && this.#kept.size >= mostKept) return null;
    const likelihood = this.of(user);
    const series = likelihood.seriesAt(b);
    likelihood.fit(pull, null);
    for (const fold of likelihood.weights.keys()) likelihood.fit(pull, fold, exactEvidence);
    if (!isHeld) {
      likelihood.release();
      this.#kept.set(user.userId, likelihood);
    }
    return series;
  }

  #rowsOf(user: UserMembers): UserRows {
    return userRows(this.#population, user, this.#gathered);
  }
}
