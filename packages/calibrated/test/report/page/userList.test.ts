import { describe, expect, it } from "vitest";

import { buildReport } from "../../../src/report/buildReport.ts";
import { userList } from "../../../src/report/page/userList.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";
import { exampleReport, exampleTable } from "../exampleReport.ts";

const numbers = localNumbers("en");

describe("userList", () => {
  it("has a row for each user, with a diagram", () => {
    const { text } = userList(exampleReport(), numbers)!;
    expect(text.match(/<tr><th scope="row">/g)).toHaveLength(4);
    expect(text.match(/<title>User /g)).toHaveLength(4);
  });

  it("shows some of very many users at first, and says how many have a diagram", () => {
    const report = exampleReport();
    const [user] = report.users!.users;
    const users = Array.from({ length: 10_000 }, (_, i) => ({ ...user!, userId: `user ${i}` }));
    const { text } = userList({ ...report, users: { ...report.users!, users } }, numbers)!;
    const [shown, hidden] = text.split("<tbody hidden>");
    expect(shown!.match(/<tr><th scope="row">/g)).toHaveLength(50);
    expect(hidden!.match(/<tr><th scope="row">/g)).toHaveLength(9950);
    expect(text.match(/<title>User /g)).toHaveLength(50);
    expect(text).toContain('The first <data value="50" data-s="count">50</data> have a diagram.');
    expect(text.length).toBeLessThan(10_000 * 900);
  });

  it("needs no store, and is nothing without users", () => {
    expect(userList(buildReport(exampleTable()), numbers)!.text).not.toContain("served by");
    expect(userList(buildReport({ probabilities: [[0.7, 0.3]], labels: [0] }), numbers)).toBeNull();
  });
});
