import type { EligibilityReport } from "calibrated";
import {
  reliabilityChart,
  servingInWords,
  userDiagram,
  type UserPicture,
  type UsersPicture,
} from "calibrated/report";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Studio } from "../studio.ts";
import type { FittedStore } from "../studioState.ts";
import { Chart, locale } from "./chart.tsx";
import { change, count, counted, score, share } from "./numbers.ts";
import { useChartWidth } from "./useChartWidth.ts";
import { useLatest } from "./useLatest.ts";
import { visibleText } from "./visibleText.ts";

/** How many users are listed at first, and how many more at a time. */
const listedUsers = 8;

/** The users of the judged rows: who serves each, why, and how well. */
export function UsersPanel({
  users,
  fitted,
  studio,
}: {
  readonly studio: Studio;
  readonly users: UsersPicture;
  readonly fitted: FittedStore;
}): JSX.Element {
  const [sought, setSought] = useState("");
  const [most, setMost] = useState(listedUsers);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = users.users.filter(({ userId }) => userId.toLowerCase().includes(sought.toLowerCase()));
  const user = users.users.find(({ userId }) => userId === chosen);
  return (
    <div class="users">
      <h3>Users</h3>
      <p>
        {counted(users.funnel.adopted, "user")} of {count(users.funnel.labelled)} are served by a calibrator
        of their own, the others by the global one.
      </p>
      <input
        type="search"
        aria-label="Find a user"
        placeholder="Find a user"
        value={sought}
        onInput={({ currentTarget }) => {
          setSought(currentTarget.value);
          setMost(listedUsers);
        }}
      />
      <UserTable users={found.slice(0, most)} chosen={chosen} onChoose={setChosen} />
      {found.length > most && (
        <button type="button" onClick={() => setMost(most + 50)}>
          Show more of {count(found.length)}
        </button>
      )}
      {user !== undefined && <UserCard key={user.userId} user={user} fitted={fitted} studio={studio} />}
    </div>
  );
}

function UserTable({
  users,
  chosen,
  onChoose,
}: {
  readonly users: readonly UserPicture[];
  readonly chosen: string | null;
  readonly onChoose: (userId: string) => void;
}): JSX.Element {
  if (users.length === 0) return <p class="hint">Nobody of that name.</p>;
  return (
    <div class="table" tabIndex={0} role="region" aria-label="Users">
      <table>
        <thead>
          <tr>
            <th scope="col">user</th>
            <th scope="col">rows</th>
            <th scope="col">says</th>
            <th scope="col">right</th>
            <th scope="col">
              <small>0 to 100 %</small>
            </th>
            <th scope="col">NLL gained</th>
            <th scope="col">served by</th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.userId} class={user.userId === chosen ? "chosen" : undefined}>
              <th scope="row" dir="auto">
                <button
                  type="button"
                  class="plain"
                  aria-pressed={user.userId === chosen}
                  onClick={() => onChoose(user.userId)}
                >
                  {visibleText(user.userId) || "(empty)"}
                </button>
              </th>
              <td>{count(user.rows)}</td>
              <td>{share(user.meanConfidence.calibrated ?? user.meanConfidence.raw)}</td>
              <td>{share(user.accuracy.value)}</td>
              <td>
                <div
                  class="picture"
                  dangerouslySetInnerHTML={{ __html: userDiagram(user, { locale, width: 130 }) }}
                />
              </td>
              <td>{user.gain === null ? "–" : change(user.gain.value)}</td>
              <td>{user.calibrator === "own" ? "their own" : "the global one"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UserCard({
  user,
  fitted,
  studio,
}: {
  readonly user: UserPicture;
  readonly fitted: FittedStore;
  readonly studio: Studio;
}): JSX.Element {
  const width = useChartWidth(400);
  const view = useLatest(user.userId, (userId) => studio.userView(userId));
  const { personalization } = fitted.options;
  const report = fitted.eligibility.find(({ userId }) => userId === user.userId);
  const { calibrator, evidence, accuracy, meanConfidence, nll, gain } = user;
  const gains =
    gain === null || gain.lower === null || gain.upper === null
      ? ""
      : `, a gain from ${change(gain.lower)} to ${change(gain.upper)}`;
  return (
    <div class="card" role="status">
      <h4 dir="auto">{visibleText(user.userId) || "(empty)"}</h4>
      <p>{servingInWords({ isOwn: calibrator === "own", evidence, personalization })}</p>
      {personalization === "eligible" && <p>{eligibilityInWords(report, fitted)}</p>}
      <p>
        In {counted(user.rows, "judged row")} the model says {share(meanConfidence.raw)} and is right{" "}
        {share(accuracy.value)}; calibrated it says {share(meanConfidence.calibrated!)}. The NLL goes from{" "}
        {score(nll.raw)} to {score(nll.calibrated!)}
        {gains}.
      </p>
      {view !== null && (
        <div class="figures">
          <Chart caption="Model alone" svg={reliabilityChart(view.raw, { locale, width, side: "raw" })} />
          <Chart
            caption="Calibrated"
            svg={reliabilityChart(view.calibrated, { locale, width, side: "calibrated" })}
          />
        </div>
      )}
    </div>
  );
}

function eligibilityInWords(
  report: EligibilityReport | undefined,
  { options: { minWindows, minDays, minLabels } }: FittedStore,
): string {
  if (report === undefined) return "There are no rows of this user to fit on.";
  const { labeledWindows, labeledDays, distinctLabels } = report;
  const days = labeledDays === null ? "no known days" : counted(labeledDays, "day");
  return (
    `To fit on there are ${counted(labeledWindows, "row")} on ${days} with ${counted(distinctLabels, "label")}; ` +
    `${count(minWindows)}, ${count(minDays)} and ${count(minLabels)} are asked for.`
  );
}
