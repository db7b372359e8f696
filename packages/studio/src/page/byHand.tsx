import { reliabilityChart } from "calibrated/report";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Studio } from "../studio.ts";
import { Chart, locale } from "./chart.tsx";
import { score, share, threshold as twoDigits } from "./numbers.ts";
import { useChartWidth } from "./useChartWidth.ts";
import { useLatest } from "./useLatest.ts";

/** From a quarter to four times, evenly by the logarithm. */
const farthest = Math.log(4);

/** One temperature for all judged rows, to be dragged. */
export function ByHand({ studio }: { readonly studio: Studio }): JSX.Element {
  const [logTemperature, setLogTemperature] = useState<number | null>(null);
  const width = useChartWidth(400);
  const view = useLatest(logTemperature, (asked) => studio.temperatureView(Math.exp(asked)));
  const { raw, calibrated } = studio.state.evaluation!;
  return (
    <details onToggle={({ currentTarget }) => setLogTemperature(currentTarget.open ? 0 : null)}>
      <summary>By hand: what a temperature does</summary>
      <p class="hint">
        Above 1 it softens every answer, below 1 it sharpens them. The order of the classes stays, and so does
        how often the model is right.
      </p>
      <div class="slider">
        <label for="temperature">Temperature</label>
        <input
          id="temperature"
          type="range"
          min={-farthest}
          max={farthest}
          step={farthest / 200}
          value={logTemperature ?? 0}
          aria-valuetext={twoDigits(Math.exp(logTemperature ?? 0))}
          onInput={({ currentTarget }) => setLogTemperature(currentTarget.valueAsNumber)}
        />
        <output for="temperature">{twoDigits(Math.exp(logTemperature ?? 0))}</output>
      </div>
      {view !== null && (
        <div class="figures">
          <Chart
            svg={reliabilityChart(view, { locale, width, side: "calibrated", title: "Reliability by hand" })}
          />
          <table class="scores">
            <thead>
              <tr>
                <th scope="col" />
                <th scope="col">says</th>
                <th scope="col">NLL</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">By hand</th>
                <td>{share(view.meanConfidence)}</td>
                <td>
                  <data id="hand-nll" value={view.nll}>
                    {score(view.nll)}
                  </data>
                </td>
              </tr>
              <tr>
                <th scope="row">Model alone</th>
                <td>{share(raw.meanConfidence)}</td>
                <td>{score(raw.nll)}</td>
              </tr>
              <tr>
                <th scope="row">Fitted</th>
                <td>{share(calibrated!.meanConfidence)}</td>
                <td>{score(calibrated!.nll)}</td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
