import type { FoldNll } from "./adoption.ts";
import type { Shrinkage } from "./deviationFit.ts";
import type { PersonalFit } from "./personalFit.ts";
import type { PopulationChoice, PopulationFit } from "./populationFit.ts";
import type { UserMembers } from "./userRows.ts";

/** In nats, of rows as they weigh. */
export interface MeanNlls {
  readonly before: number;
  readonly after: number;
}

/** What pooling asks of a population, whatever its maps are and however they are found. */
export interface PooledProblem {
  readonly scores: PopulationChoice["scores"];
  /** The NLL of the population's calibrator on users left out and of doing nothing, in as many parts as there are users. */
  readonly globalNlls: () => FoldNll[];
  /** The mean NLL of all rows before the population's calibrator, and after it. */
  readonly meanNlls: () => MeanNlls;
  /** @param isServed - whether the population's calibrator serves; if not, users deviate from what the model says. */
  readonly users: (isServed: boolean) => PooledUsers;
}

/** How well a user's rows are predicted from each other. */
export interface HeldOutUser {
  /** Of each fold of the rows. */
  readonly weights: readonly number[];
  /** The NLL of each fold under the deviation that the others give: weighted sums. */
  readonly nlls: (shrinkage: Shrinkage) => Float64Array;
}

/** What pooling asks of users, whose population is known. */
export interface PooledUsers {
  readonly population: PopulationFit;
  readonly heldOut: (user: UserMembers) => HeldOutUser;
  readonly personalFit: (user: UserMembers, shrinkage: Shrinkage) => PersonalFit;
}
