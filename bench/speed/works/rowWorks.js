import { call, count, gridSearch, ours, peerOf, rowLoop, shape } from "./work.js";

/** @import { Sizes } from "../sizes.js" */
/** @import { Work } from "./work.js" */

const asWritten = "NumPy as written";
const inPlace = "NumPy in place";

/**
 * @param {Sizes} sizes
 * @returns {Work[]}
 */
export function rowWorks({ rows, wideRows }) {
  const eight = ["8-classes", String(rows), "8"];
  const wide = ["100-classes", String(wideRows), "100"];
  const apply = peerOf("temperature_apply.py", { absolute: 1e-13 });
  const fit = peerOf("temperature_fit.py", { relative: 1e-6 });
  const isotonic = { absolute: 1e-12 };
  const few = { rows: 10_000, classes: 10 };
  const structured = ["table", String(few.rows), String(few.classes)];
  const scored = (/** @type {string} */ data) => [data, String(rows)];
  const mapped = [...eight, String(rows / 10)];
  return [
    call(
      "temperature-apply",
      `temperature apply, ${shape(rows, 8)}, into given memory`,
      ours("temperatureApply", eight, "into"),
      [
        apply(asWritten, [...eight, "as-written"], 4),
        apply(inPlace, [...eight, "in-place"], 3),
        apply(rowLoop, [...eight, "row-loop"], 400),
      ],
    ),
    call(
      "temperature-apply-new",
      `temperature apply, ${shape(rows, 8)}, into new memory`,
      ours("temperatureApply", eight, "new"),
      [apply(asWritten, [...eight, "as-written"])],
    ),
    call(
      "temperature-apply-wide",
      `temperature apply, ${shape(wideRows, 100)}, into given memory`,
      ours("temperatureApply", wide, "into"),
      [apply(asWritten, [...wide, "as-written"], 2.3), apply(inPlace, [...wide, "in-place"], 1.3)],
    ),
    ...["vector", "matrix"].map((method) =>
      call(
        `${method}-apply`,
        `${method} scaling apply, ${shape(rows, 8)}, into given memory`,
        ours("affineApply", eight, method),
        [peerOf("affine_apply.py", { absolute: 1e-13 })(asWritten, [...eight, method])],
      ),
    ),
    call("temperature-fit", `temperature fit, ${shape(rows, 8)}`, ours("temperatureFit", eight), [
      fit("scikit-learn", [...eight, "scikit-learn"], 20),
      { ...fit(gridSearch, [...eight, "grid"], 100), allowed: { relative: 1e-2 } },
      { ...fit("netcal", [...eight, "netcal"]), allowed: { relative: 1e-3 } },
    ]),
    call("temperature-fit-wide", `temperature fit, ${shape(wideRows, 100)}`, ours("temperatureFit", wide), [
      fit("scikit-learn", [...wide, "scikit-learn"], 12),
      { ...fit(gridSearch, [...wide, "grid"], 40), allowed: { relative: 1e-2 } },
    ]),
    call(
      "isotonic-fit",
      `isotonic fit, ${count(rows)} different scores`,
      ours("isotonicFit", scored("continuous")),
      [peerOf("isotonic_fit.py", isotonic)("scikit-learn", scored("continuous"), 5)],
    ),
    call(
      "isotonic-fit-tied",
      `isotonic fit, ${count(rows)} scores of 3 decimals`,
      ours("isotonicFit", scored("tied")),
      [peerOf("isotonic_fit.py", isotonic)("scikit-learn", scored("tied"), 4)],
    ),
    call("isotonic-apply", `isotonic apply, ${shape(rows, 8)}`, ours("isotonicApply", mapped), [
      peerOf("isotonic_apply.py", isotonic)("scikit-learn, rows divided by their sums", mapped, 8),
    ]),
    call(
      "structured-matrix-fit",
      `structured matrix scaling fit, ${shape(few.rows, few.classes)}`,
      ours("structuredMatrixFit", structured),
      [peerOf("structured_matrix_fit.py", { absolute: 1e-3 })("probmetrics", structured, 3)],
    ),
  ];
}
