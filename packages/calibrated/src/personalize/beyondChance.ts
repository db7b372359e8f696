/**
 * How many standard errors a gain or a loss must be for chance to make as much of one in one of twenty: the normal
 * distribution's quantile at 0.95, as a number, since computing it would make every import wait for 20 ms.
 */
export const beyondChance = 1.6448536269514722;
