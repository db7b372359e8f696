import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import type { Frame } from "./frame.ts";
import { label, px } from "./svg.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where marks leave a frame that is too small for them. */
export interface Exit extends Place {
  readonly towards: "up" | "right";
}

/** Rounding is not leaving. */
const slack = 0.05;

/** Where a line through these places first leaves a frame by its upper or right edge; null where it stays inside. */
export function exitOf(places: readonly Place[], { left, top, width }: Frame): Exit | null {
  const right = left + width;
  const first = places.findIndex(({ x, y }) => x > right + slack || y < top - slack);
  if (first < 0) return null;
  const to = places[first]!;
  const from = places[first - 1];
  if (from === undefined)
    return { x: Math.min(to.x, right), y: Math.max(to.y, top), towards: to.y < top - slack ? "up" : "right" };
  const up = to.y < top - slack ? Math.max(0, from.y - top) / (from.y - to.y) : Infinity;
  const across = to.x > right + slack ? Math.max(0, right - from.x) / (to.x - from.x) : Infinity;
  const part = Math.min(up, across);
  return {
    x: from.x + part * (to.x - from.x),
    y: from.y + part * (to.y - from.y),
    towards: up <= across ? "up" : "right",
  };
}

/** An arrowhead at the edge. */
export function exitMark({ x, y, towards }: Exit, side: string, told: string): Markup {
  const [tip, back, half] = [1, 8, 5];
  const places =
    towards === "up"
      ? [
          [x, y - tip],
          [x + half, y + back],
          [x - half, y + back],
        ]
      : [
          [x + tip, y],
          [x - back, y + half],
          [x - back, y - half],
        ];
  const outline = places.map((place) => place.map(px).join(",")).join("L");
  return markup`<path d="M${outline}Z" class="dot ${side}"><title>${told}</title></path>`;
}

/** An exit, and the value on its axis that lies farthest beyond. */
export interface Beyond {
  readonly exit: Exit;
  readonly farthest: number;
}

/** How far marks go on: upwards if any do, else across. */
export function beyondLabel(all: readonly Beyond[], { x, y }: Place, numbers: LocalNumbers): Markup | null {
  const ups = all.filter(({ exit }) => exit.towards === "up");
  const told = ups.length > 0 ? ups : all;
  if (told.length === 0) return null;
  const farthest = Math.max(...told.map((one) => one.farthest));
  return label(
    x,
    y,
    "tick",
    markup`${ups.length > 0 ? "▲" : "▶"} to ${numbers.svg(farthest, "percent")}`,
    "end",
  );
}
