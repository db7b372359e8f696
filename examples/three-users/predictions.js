// @ts-check

const classes = ["Write", "Read", "Meet"];

/**
 * A synthetic table of labelled predictions, always the same for the same seed.
 *
 * Labels are drawn from the true probabilities, while the model says those to the power of `exaggeration`, divided by
 * their sum. A temperature T = `exaggeration` undoes exactly that, so we know what a fit should find.
 *
 * @param {number} seed
 * @param {{ userId: string, rows: number, days: number, exaggeration: number }[]} users
 */
export function predictions(seed, users) {
  const random = randomNumbers(seed);
  const rows = users.flatMap(({ userId, rows: count, days, exaggeration }) =>
    Array.from({ length: count }, (_, i) => {
      const truth = sumToOne(classes.map(() => random() ** 2 + 0.02));
      return {
        userId,
        probabilities: sumToOne(truth.map((p) => p ** exaggeration)),
        label: draw(truth, random()),
        timestamp: Date.UTC(2026, 0, 5 + (i % days), 9),
      };
    }),
  );
  return {
    classes,
    probabilities: rows.map((row) => row.probabilities),
    labels: rows.map((row) => row.label),
    userIds: rows.map((row) => row.userId),
    timestamps: rows.map((row) => row.timestamp),
  };
}

function sumToOne(/** @type {number[]} */ row) {
  const sum = row.reduce((a, b) => a + b);
  return row.map((p) => p / sum);
}

/** The class in whose share of [0, 1) the number falls. */
function draw(/** @type {number[]} */ row, /** @type {number} */ number) {
  let left = number;
  const index = row.findIndex((p) => (left -= p) < 0);
  return index === -1 ? row.length - 1 : index;
}

/** Numbers in [0, 1): mulberry32. */
function randomNumbers(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
