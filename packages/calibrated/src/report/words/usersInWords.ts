import type { Report } from "../report.ts";
import { amount, type Phrase } from "./phrase.ts";

/** Who is served by what, who is shown to be off, and how much users differ. */
export function funnelInWords(report: Report): Phrase[] {
  const { users } = report;
  if (users === null) return [["The rows have no user ids."]];
  return [
    ...(report.calibrator === null ? [] : [servedInWords(users.funnel)]),
    foundInWords(users.counts),
    ...(report.calibrator === null ? [] : [harmedInWords(users)]),
    ...(users.spread === null ? [] : [spreadInWords(users.spread)]),
  ];
}

type Users = NonNullable<Report["users"]>;

function servedInWords({ labelled, eligible, adopted }: Users["funnel"]): Phrase {
  const asked: Phrase =
    eligible === null
      ? []
      : ["; ", amount(eligible, "count"), " had enough to be asked for a calibrator of their own"];
  return [
    amount(labelled, "count"),
    labelled === 1 ? " user has rows here" : " users have rows here",
    ...asked,
    "; ",
    amount(adopted, "count"),
    adopted === 1 ? " is served by their own." : " are served by their own.",
  ];
}

function foundInWords(counts: Users["counts"]): Phrase {
  return [
    "Users as they are served: ",
    amount(counts["over-confident"], "count"),
    " shown to be over-confident, ",
    amount(counts["under-confident"], "count"),
    " under-confident, ",
    amount(counts["not-shown"], "count"),
    " neither, ",
    amount(counts["too-little-data"], "count"),
    " with too few rows to say.",
  ];
}

const namedUsers = 5;

function harmedInWords({ harmed, falseDiscoveryRate }: Users): Phrase {
  const named = harmed.slice(0, namedUsers).flatMap((name, i) => (i === 0 ? [{ name }] : [", ", { name }]));
  const more = harmed.length - namedUsers;
  return [
    ...(harmed.length === 0
      ? ["Nobody is shown to be made worse by calibration."]
      : [
          "Calibration is shown to make the NLL worse for ",
          ...named,
          ...(more > 0 ? [" and ", amount(more, "count"), " more"] : []),
          ".",
        ]),
    " Of the users named at most ",
    amount(falseDiscoveryRate, "percent"),
    " are, on average, named wrongly.",
  ];
}

function spreadInWords({ slope, bias }: NonNullable<Users["spread"]>): Phrase {
  if (slope === 0 && bias === 0)
    return ["Users were not found to differ: all are held to the global calibrator."];
  return [
    "Users are held to the global calibrator as far as they were found to be alike: the logarithm of the slope differs between them by ",
    amount(slope, "parameter"),
    ", a class's bias by ",
    amount(bias, "parameter"),
    " (standard deviations). The fewer rows a user has, the closer they stay.",
  ];
}
