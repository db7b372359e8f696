import { servingInWords } from "../adoptionInWords.ts";
import type { Report } from "../report.ts";
import type { UserPicture } from "../usersPicture.ts";
import { amount, withInterval, type Phrase } from "./phrase.ts";
import type { Table } from "./tables.ts";

const verdicts = {
  "over-confident": "over-confident",
  "under-confident": "under-confident",
  "not-shown": "not shown",
  "too-little-data": "too few rows",
} as const;

/** What confidence and accuracy of a user show. */
export function verdictInWords({ verdict }: UserPicture): string {
  return verdicts[verdict];
}

/** Which calibrator serves a user, and why. */
export function whyInWords(user: UserPicture, report: Report): string {
  if (user.calibrator === "none") return "There is no store: the probabilities are the model's own.";
  return servingInWords({
    isOwn: user.calibrator === "own",
    evidence: user.evidence,
    personalization: report.provenance.store?.personalization ?? null,
  });
}

/** The first users of the report, those that matter most. */
export function usersTable(report: Report, most: number): Table {
  const users = report.users!.users.slice(0, most);
  const isCalibrated = report.calibrator !== null;
  return {
    caption: "Users, those that matter most first",
    head: [
      "user",
      "rows",
      "is right",
      "the model says",
      ...(isCalibrated ? ["calibrated says", "gain, nats", "away from global", "served by", "why"] : []),
      "finding",
    ],
    rows: users.map((user) => [
      [{ name: user.userId }],
      [amount(user.rows, "count")],
      [withInterval(user.accuracy, "percent1")],
      [amount(user.meanConfidence.raw, "percent1")],
      ...(isCalibrated ? servedCells(user, report) : []),
      [verdictInWords(user)],
    ]),
  };
}

function servedCells(user: UserPicture, report: Report): Phrase[] {
  return [
    [amount(user.meanConfidence.calibrated!, "percent1")],
    [withInterval(user.gain!, "change")],
    [amount(user.departure!, "percent1")],
    [user.calibrator],
    [whyInWords(user, report)],
  ];
}
