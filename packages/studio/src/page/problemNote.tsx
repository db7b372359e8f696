import type { ComponentChildren, JSX } from "preact";

import type { Problem } from "../worker/session.ts";

/** What is wrong, and what can be done about it. */
export function ProblemNote({
  problem,
  children,
}: {
  readonly problem: Problem | undefined;
  readonly children?: ComponentChildren;
}): JSX.Element | null {
  if (problem === undefined) return null;
  return (
    <div role="alert" class="problem">
      <p dir="auto">{problem.message}</p>
      {children}
    </div>
  );
}
