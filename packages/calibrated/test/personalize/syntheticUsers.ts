import { seededRandom } from "../../src/numerics/seededRandom.ts";

/** How users of a made-up population differ from a calibrated model. */
export interface Population {
  readonly users: number;
  readonly rowsPerUser: number;
  readonly classCount: number;
  /** The temperature that all share. */
  readonly temperature: number;
  /** Standard deviations over users of the logarithm of their slope, and of each class's bias. */
  readonly slopeDeviation: number;
  readonly biasDeviation: number;
  readonly seed: number;
}

/** A table whose labels are drawn from each user's true map of the probabilities it has; also the true maps. */
export function syntheticUsers(population: Population): {
  readonly table: {
    readonly probabilities: number[][];
    readonly labels: number[];
    readonly userIds: string[];
  };
  readonly truth: (row: readonly number[], user: string) => number[];
} {
  const { users, rowsPerUser, classCount, temperature, slopeDeviation, biasDeviation, seed } = population;
  const generator = seededRandom(seed);
  const random = (): number => generator.share();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const maps = new Map<string, { slope: number; biases: number[] }>();
  const [probabilities, labels, userIds]: [number[][], number[], string[]] = [[], [], []];
  const truth = (row: readonly number[], user: string): number[] => {
    const { slope, biases } = maps.get(user)!;
    return softmax(row.map((p, j) => slope * Math.log(p) + biases[j]!));
  };
  for (let u = 0; u < users; u++) {
    const user = `user ${String(u).padStart(4, "0")}`;
    const biases = Array.from({ length: classCount }, () => biasDeviation * normal());
    maps.set(user, { slope: Math.exp(slopeDeviation * normal()) / temperature, biases });
    for (let i = 0; i < rowsPerUser; i++) {
      const row = softmax(Array.from({ length: classCount }, () => 2 * normal()));
      const calibrated = truth(row, user);
      let mass = random();
      const label = calibrated.findIndex((p) => (mass -= p) < 0);
      probabilities.push(row);
      labels.push(label === -1 ? classCount - 1 : label);
      userIds.push(user);
    }
  }
  return { table: { probabilities, labels, userIds }, truth };
}

function softmax(logits: readonly number[]): number[] {
  const max = Math.max(...logits);
  const exps = logits.map((z) => Math.exp(z - max));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / sum);
}
