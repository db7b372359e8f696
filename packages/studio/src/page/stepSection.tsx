import type { ComponentChildren, JSX } from "preact";

/** A part of the way, with its name. */
export function StepSection({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section aria-labelledby={`${name}-title`} id={name}>
      <h2 id={`${name}-title`}>{title}</h2>
      {children}
    </section>
  );
}
