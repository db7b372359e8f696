import { WinnerKeepingIsotonicCalibrator } from "../calibrator/winnerKeepingIsotonicCalibrator.ts";
import { calibratorKind, type CalibratorKind } from "./calibratorKind.ts";
import { list, number, object } from "./jsonShape.ts";

const shape = object({ regressor: object({ X_thresholds_: list(number), y_thresholds_: list(number) }) });

/** `{"type": "winner-keeping-isotonic", "regressor": {"X_thresholds_": […], "y_thresholds_": […]}}` */
export const winnerKeepingIsotonicJson: CalibratorKind = calibratorKind({
  type: "winner-keeping-isotonic",
  calibratorClass: WinnerKeepingIsotonicCalibrator,
  encode: ({ regressor: { xThresholds, yThresholds } }) => ({
    regressor: { X_thresholds_: Array.from(xThresholds), y_thresholds_: Array.from(yThresholds) },
  }),
  decode: (json, file) => new WinnerKeepingIsotonicCalibrator(shape(json, file).regressor),
});
