import type { Method } from "calibrated";

interface Option<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

const texts: Readonly<Record<Method | "auto", string>> = {
  temperature: "a temperature",
  auto: "the method that does best on rows left out (auto)",
  "mixed-temperature": "a temperature, mixed with the uniform",
  "ensemble-temperature": "a temperature, mixed with uniform and raw",
  vector: "a slope and a bias per class (vector)",
  "structured-vector": "a slope and a bias per class, held (structured vector)",
  "structured-matrix": "a matrix, held (structured matrix)",
  platt: "a logistic curve per class (Platt)",
  beta: "a beta curve per class",
  isotonic: "an isotonic curve per class",
  "centred-isotonic": "a centred isotonic curve per class",
  "mixed-isotonic": "an isotonic curve per class, without exact zeros",
  "winner-keeping-isotonic": "an isotonic curve that keeps the top class",
  "venn-abers": "Venn–Abers",
  histogram: "a histogram per class",
  identity: "nothing (identity)",
};

function optionsOf(values: readonly (Method | "auto")[]): Option<Method | "auto">[] {
  return values.map((value) => ({ value, text: texts[value] }));
}

export const methodChoices: readonly Option<Method | "auto">[] = optionsOf(
  Object.keys(texts) as (Method | "auto")[],
);

/** What users can be pooled by. */
export const pooledMethods: readonly Option<Method | "auto">[] = optionsOf(["auto", "temperature"]);

export const personalizationChoices: readonly Option<"eligible" | "pooled" | "none">[] = [
  { value: "none", text: "everybody together" },
  { value: "eligible", text: "everybody, and each user with enough rows" },
  { value: "pooled", text: "every user, pooled: held to the global one" },
];
