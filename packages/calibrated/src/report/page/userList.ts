import { userDiagram } from "../chart/userDiagram.ts";
import type { Report } from "../report.ts";
import type { UserPicture } from "../usersPicture.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { Markup, markup } from "../words/markup.ts";
import { nameHtml, phraseHtml, withInterval } from "../words/phrase.ts";
import { verdictInWords, whyInWords } from "../words/usersTable.ts";

/** So many users are shown at first, and so many have a diagram: those that matter most. */
const shownAtFirst = 50;
const diagrams = 50;

/** The list of users, to be sorted, searched and lengthened by the page's script; null without users. */
export function userList(report: Report, numbers: LocalNumbers): Markup | null {
  const { users } = report;
  if (users === null || users.users.length === 0) return null;
  const rows = users.users.map((user, i) => userRow(user, report, numbers, i < diagrams));
  const rest = rows.slice(shownAtFirst);
  const isCalibrated = report.calibrator !== null;
  return markup`<div class="tools" id="user-tools" hidden><label>Find a user <input type="search" id="user-search" autocomplete="off" spellcheck="false"></label><p id="user-shown" role="status"></p></div>
${userKey(isCalibrated)}
<p class="note">Those that matter most first: shown to be off, made worse by calibration, then by rows.${
    rows.length > diagrams && markup` The first ${numbers.html(diagrams, "count")} have a diagram.`
  }</p><div class="scroll" tabindex="0" role="region" aria-label="Users"><table id="user-list"><thead><tr>${heads(isCalibrated)}</tr></thead><tbody>${rows.slice(0, shownAtFirst)}</tbody>${
    rest.length > 0 && markup`<tbody hidden>${rest}</tbody>`
  }</table></div><button type="button" class="more" id="user-more" hidden>Show 200 more</button>`;
}

function heads(isCalibrated: boolean): Markup[] {
  const names = [
    "user",
    "rows",
    "",
    ...(isCalibrated ? ["served by"] : []),
    "finding",
    "is right",
    "the model says",
    ...(isCalibrated ? ["calibrated says", "gain, nats", "away from global"] : []),
  ];
  return names.map((name) =>
    name === ""
      ? markup`<td></td>`
      : markup`<th scope="col"${(name === "served by" || name === "finding") && markup` class="words"`}><button type="button">${name}</button></th>`,
  );
}

function mark(shape: Markup, text: string): Markup {
  return markup`<li><svg class="chart" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">${shape}</svg>${text}</li>`;
}

/** What the marks of the little diagrams mean. */
function userKey(isCalibrated: boolean): Markup {
  return markup`<ul class="key">${mark(markup`<line x1="9" y1="2" x2="9" y2="16" class="right"/>`, "is right, with its exact interval")}${mark(markup`<circle cx="9" cy="9" r="4.5" class="dot raw"/>`, "the model says")}${
    isCalibrated && mark(markup`<circle cx="9" cy="9" r="4.5" class="dot calibrated"/>`, "calibrated says")
  }<li>from 0 on the left to 100 % on the right</li></ul>`;
}

function userRow(user: UserPicture, report: Report, numbers: LocalNumbers, hasDiagram: boolean): Markup {
  const { userId, rows, accuracy, meanConfidence, gain, departure, calibrator } = user;
  const diagram = hasDiagram && new Markup(userDiagram(user, { locale: numbers.locale }));
  return markup`<tr><th scope="row">${nameHtml(userId)}</th><td>${numbers.html(rows, "count")}</td><td>${diagram}</td>${
    gain !== null &&
    markup`<td class="words"><details><summary>${calibrator}</summary>${whyInWords(user, report)}</details></td>`
  }<td class="words">${verdictInWords(user)}</td><td>${phraseHtml([withInterval(accuracy, "percent1")], numbers)}</td><td>${numbers.html(meanConfidence.raw, "percent1")}</td>${
    meanConfidence.calibrated !== null &&
    gain !== null &&
    markup`<td>${numbers.html(meanConfidence.calibrated, "percent1")}</td><td>${phraseHtml([withInterval(gain, "change")], numbers)}</td><td>${numbers.html(departure ?? 0, "percent1")}</td>`
  }</tr>`;
}
