import { markup, type Markup, type Part } from "../words/markup.ts";

/** The part of a picture that its axes enclose, in pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The frame whose upper left corner margins leave, up to where it ends. */
export function frameUpTo(
  { left, top }: { readonly left: number; readonly top: number },
  right: number,
  bottom: number,
): Frame {
  return { left, top, width: right - left, height: bottom - top };
}

/** So much of a line that runs along the edge is beyond it. */
export const lineEdge = 3;

/**
 * Marks that are cut where they leave the frame.
 *
 * @param edge - how far beyond it they may reach.
 */
export function insideFrame({ left, top, width, height }: Frame, content: Part, edge = 0): Markup {
  const [x, y, w, h] = [left - edge, top - edge, width + 2 * edge, height + 2 * edge];
  return markup`<svg x="${x}" y="${y}" width="${w}" height="${h}" viewBox="${x} ${y} ${w} ${h}">${content}</svg>`;
}
