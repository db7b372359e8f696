import { useEffect, useState } from "preact/hooks";

/** What a chart that takes the width of the text may be wide, in pixels: its letters keep their size. */
export function useChartWidth(most: number): number {
  const [width, setWidth] = useState(widthOfText);
  useEffect(() => {
    const resized = (): void => setWidth(widthOfText());
    addEventListener("resize", resized);
    return (): void => removeEventListener("resize", resized);
  }, []);
  return Math.min(most, width);
}

function widthOfText(): number {
  return Math.max(280, document.documentElement.clientWidth - 40);
}
