import type { JSX } from "preact";

/** A chart of the library, which escapes what stands in it. */
export function Chart({ svg, caption }: { readonly svg: string; readonly caption?: string }): JSX.Element {
  return (
    <figure>
      {caption !== undefined && <figcaption>{caption}</figcaption>}
      <div class="picture" dangerouslySetInnerHTML={{ __html: svg }} />
    </figure>
  );
}

/** The reader's, for the numbers in charts. */
export const locale: string = navigator.language;
