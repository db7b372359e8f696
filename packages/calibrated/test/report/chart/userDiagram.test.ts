import { expect, it } from "vitest";

import { userDiagram } from "../../../src/report/chart/userDiagram.ts";
import { exampleReport, hostileReport, rounded } from "../exampleReport.ts";

it("draws what a user is told against what comes true, on a scale that all users share", async () => {
  const ann = exampleReport().users!.users.find(({ userId }) => userId === "ann")!;
  const svg = userDiagram(ann, { width: 110 });
  // From 5 to 105 pixels: 0.7 is said, 0.55 comes true.
  expect(svg).toContain('<circle cx="75" cy="10" r="4.5" class="dot raw"/>');
  expect(svg).toContain('<line x1="60" y1="3" x2="60" y2="17" class="right"/>');
  await expect(rounded(svg)).toMatchFileSnapshot("pictures/user.svg");
});

it("escapes an id that is markup", () => {
  for (const user of hostileReport().users!.users) expect(userDiagram(user)).not.toMatch(/<(?:script|img)/);
});
