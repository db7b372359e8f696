/**
 * The import table of ARCHITECTURE.md as rules: what a folder of the library may import beside itself. Anything that is
 * not listed is an error, and so is every cycle.
 */
const allowedImports = {
  numerics: ["errors"],
  probabilities: ["errors", "numerics"],
  data: ["errors", "numerics", "probabilities"],
  calibrator: ["errors", "numerics", "probabilities"],
  store: ["errors", "probabilities", "data", "calibrator"],
  reject: ["errors", "numerics", "probabilities", "data", "store"],
  policy: ["errors", "data", "store"],
  evaluate: ["errors", "numerics", "probabilities", "data", "store", "reject"],
  fit: ["errors", "numerics", "probabilities", "data", "calibrator", "evaluate"],
  personalize: ["errors", "numerics", "probabilities", "data", "calibrator", "store", "evaluate", "fit"],
  report: ["errors", "numerics", "data", "calibrator", "store", "reject", "evaluate"],
  artifact: ["errors", "data", "calibrator", "store", "policy"],
  io: ["errors", "calibrator", "store", "policy", "artifact"],
};

const library = "^packages/calibrated/src/";
const commandLine = "^packages/cli/src/";
const within = (folder) => `${library}${folder}(\\.ts$|/)`;

/** The same of the studio's folders and files. */
const studioImports = {
  read: [],
  split: ["read"],
  take: ["read", "split", "fitOptions"],
  worker: ["read", "split", "take"],
  page: ["read", "split", "take", "worker", "studio", "studioState", "fitOptions", "offeredTables"],
};

const folderRules = Object.entries(allowedImports).map(([folder, allowed]) => ({
  name: `library-${folder}`,
  comment: `${folder} may import ${allowed.join(", ")} and itself`,
  severity: "error",
  from: { path: within(folder) },
  to: { path: library, pathNot: [folder, ...allowed].map(within) },
}));

const studio = "^packages/studio/src/";
const inStudio = (part) => `${studio}${part}(\\.tsx?$|/)`;

const studioRules = Object.entries(studioImports).map(([folder, allowed]) => ({
  name: `studio-${folder}`,
  comment: `${folder} of the studio may import ${allowed.join(", ") || "nothing"} and itself`,
  severity: "error",
  from: { path: inStudio(folder) },
  to: { path: studio, pathNot: [folder, ...allowed].map(inStudio) },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "every-folder-is-in-the-table",
      comment: "a new folder of the library needs a line in the import table",
      severity: "error",
      from: {
        path: library,
        pathNot: [...Object.keys(allowedImports), "errors", "index", "apply", "simd"].map(within),
      },
      to: {},
    },
    ...folderRules,
    ...studioRules,
    {
      name: "the-page-computes-nothing",
      comment: "what fits and scores runs in a worker; the page draws with what the report is drawn with",
      severity: "error",
      from: { path: studio, pathNot: inStudio("(worker|read|split|take)") },
      to: {
        path: "^packages/calibrated/dist/index|node_modules/(papaparse|hyparquet|hyparquet-compressors|fflate)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "workers-know-no-page",
      severity: "error",
      from: { path: inStudio("(worker|read|split)") },
      to: { path: "node_modules/preact/" },
    },
    {
      name: "errors-import-nothing",
      severity: "error",
      from: { path: within("errors") },
      to: {},
    },
    {
      name: "serving-never-reaches-an-optimiser",
      severity: "error",
      from: { path: `${library}apply\\.ts$` },
      to: { path: within("(fit|personalize|evaluate|report|io)"), reachable: true },
    },
    {
      name: "only-io-touches-node",
      severity: "error",
      from: { path: library, pathNot: within("io") },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "library-dependencies",
      comment: "what the library may depend on at run time",
      severity: "error",
      from: { path: library },
      to: {
        path: "node_modules",
        pathNot: "node_modules/(pure-rand|write-file-atomic|d3-scale|d3-shape|@types)/",
      },
    },
    {
      name: "only-charts-draw",
      severity: "error",
      from: { path: library, pathNot: `${library}report/chart/` },
      to: { path: "node_modules/(@types/)?d3-" },
    },
    {
      name: "commands-stay-light",
      comment: "describing a command loads neither the library nor the database, so that --help starts fast",
      severity: "error",
      from: { path: `${commandLine}(commands/|app\\.ts$|main\\.ts$)` },
      to: {
        path: "node_modules/@duckdb|^packages/cli/src/(run|table|terminal)/",
        pathNot: "^$",
        dependencyTypesNot: ["dynamic-import", "type-only"],
      },
    },
    {
      name: "tables-know-no-commands",
      severity: "error",
      from: { path: `${commandLine}(table|terminal)/` },
      to: { path: `${commandLine}(run|commands)/`, dependencyTypesNot: ["type-only"] },
    },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules|/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
