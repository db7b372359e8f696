// @ts-check

// What the visitor enters and sees. How to calibrate is in page.js.

import { IsotonicCalibrator, TemperatureCalibrator } from "calibrated/apply";

/**
 * Fills the form and tells what is chosen, now and at every change.
 *
 * @param {readonly string[]} classes
 * @param {readonly string[]} userIds
 * @param {(userId: string | null, raw: number[]) => void} onChange - null for a user the store does not know.
 */
export function showForm(classes, userIds, onChange) {
  const select = /** @type {HTMLSelectElement} */ (part("user"));
  const choices = [...userIds, null];
  select.append(...choices.map((userId) => new Option(userId ?? "somebody new")));
  const inputs = classes.map(classInput);
  part("inputs").append(...inputs.map(({ element }) => element));

  const percentages = () => inputs.map(({ number }) => number.valueAsNumber);
  const tell = () => {
    const row = percentages().map((percentage) => percentage / 100);
    onChange(choices[select.selectedIndex] ?? null, row);
  };
  const enter = (/** @type {readonly number[]} */ row) => {
    for (const [j, { number, range }] of inputs.entries()) range.value = number.value = String(row[j]);
    tell();
  };

  select.addEventListener("change", tell);
  for (const [j, { number, range }] of inputs.entries()) {
    number.addEventListener("input", () => {
      range.value = number.value || "0";
      tell();
    });
    // A slider takes from the others what it gains, in proportion, so that the row keeps its sum.
    range.addEventListener("input", () => {
      const others = percentages().filter((_, i) => i !== j);
      const row = shares(others, 100 - range.valueAsNumber);
      row.splice(j, 0, range.valueAsNumber);
      enter(row);
    });
  }
  for (const preset of document.querySelectorAll("button[data-row]")) {
    const row = preset.getAttribute("data-row")?.split(" ").map(Number) ?? [];
    preset.addEventListener("click", () => enter(row));
  }
  part("divide").addEventListener("click", () => enter(shares(percentages(), 100)));
  part("form").hidden = false;
  enter([72, 20, 8]);
}

/**
 * @param {{
 *   classes: readonly string[],
 *   userId: string | null,
 *   calibrator: import("calibrated/apply").Calibrator,
 *   raw: number[],
 *   calibrated: number[],
 *   decisions: import("calibrated/apply").RejectDecisions,
 * }} result - the decisions are those about the raw and the calibrated row, in this order.
 */
export function showResult({ classes, userId, calibrator, raw, calibrated, decisions }) {
  const [rawVerdict, verdict] = Array.from(decisions.rejected, (rejected) =>
    rejected ? "rejected" : "accepted",
  );
  const [rawConfidence = 0, confidence = 0] = decisions.confidence;
  const [rawAnswer, answer] = Array.from(decisions.predicted, (j) => classes[j]);
  part("verdict").className = verdict ?? "";
  part("verdict").textContent = verdict === "accepted" ? "Accepted" : "Rejected";
  part("answer").textContent = `${answer}, ${percent(confidence)} sure`;
  part("difference").textContent = `Uncalibrated: ${rawAnswer}, ${percent(rawConfidence)}, ${rawVerdict}.`;
  part("bars").replaceChildren(...classes.map((name, j) => classBars(name, raw[j] ?? 0, calibrated[j] ?? 0)));
  const whose = userId === null ? "The global calibrator" : "A calibrator of their own";
  part("calibrator").textContent = `${whose}${describe(calibrator)}.`;
  showProblem(null);
}

/** Shows what is wrong, and no result while something is; null when all is well. */
export function showProblem(/** @type {string | null} */ message) {
  part("result").hidden = message !== null;
  part("trouble").hidden = message === null;
  part("problem").textContent = message;
  part("divide").hidden = part("form").hidden; // without a store there is no row to divide
}

function describe(/** @type {import("calibrated/apply").Calibrator} */ calibrator) {
  if (calibrator instanceof IsotonicCalibrator) return ": one curve for each class";
  if (!(calibrator instanceof TemperatureCalibrator)) return "";
  const { temperature } = calibrator;
  return `: temperature ${temperature} ${temperature > 1 ? "softens" : "sharpens"} what the model says`;
}

function classInput(/** @type {string} */ name) {
  const limits = { min: "0", max: "100", step: "0.1" };
  const range = fill(document.createElement("input"), {
    type: "range",
    ariaLabel: `${name}, slider`,
    ...limits,
  });
  const number = fill(document.createElement("input"), { type: "number", id: `input-${name}`, ...limits });
  const label = fill(document.createElement("label"), { htmlFor: number.id }, name);
  const percentage = fill(document.createElement("span"), { className: "percentage" }, number, " %");
  const element = fill(document.createElement("div"), { className: "input" }, label, range, percentage);
  return { element, number, range };
}

function classBars(/** @type {string} */ name, /** @type {number} */ raw, /** @type {number} */ calibrated) {
  const title = fill(document.createElement("h3"), {}, name);
  return fill(document.createElement("li"), {}, title, ...bar("raw", raw), ...bar("calibrated", calibrated));
}

/** A bar, and the number beside it: rounded for people, whole in the element's value. */
function bar(/** @type {string} */ className, /** @type {number} */ probability) {
  const filled = fill(document.createElement("span"), { className });
  filled.style.width = `${100 * probability}%`;
  const track = fill(document.createElement("span"), { className: "track", ariaHidden: "true" }, filled);
  const value = String(probability);
  const number = fill(document.createElement("data"), { className, value, title: `${className}: ${value}` });
  return [track, fill(number, {}, percent(probability))];
}

/** Shares of a total in proportion to the values, in tenths; their sum is the total. */
function shares(/** @type {readonly number[]} */ values, /** @type {number} */ total) {
  const weights = values.map((value) => Math.max(0, value || 0));
  const sum = weights.reduce((a, b) => a + b);
  let weight = 0;
  let before = 0;
  return weights.map((value, i) => {
    weight += value;
    const until = Math.round(10 * total * (sum > 0 ? weight / sum : (i + 1) / weights.length));
    const share = (until - before) / 10;
    before = until;
    return share;
  });
}

function percent(/** @type {number} */ probability) {
  return `${(100 * probability).toFixed(1)} %`;
}

function part(/** @type {string} */ id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no part "${id}"`);
  return element;
}

/**
 * @template {HTMLElement} E
 * @param {E} element
 * @param {Partial<E>} properties
 * @param {(Node | string)[]} children
 */
function fill(element, properties, ...children) {
  Object.assign(element, properties);
  element.append(...children);
  return element;
}
