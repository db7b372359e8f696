/** The packages are ES modules, so they are bundled as such; what is only loaded when a store needs it stays outside. */
const asModules = (config) => ({ ...config, format: "esm" });
const path = "packages/calibrated/dist/bundle/apply.js";
const lazy = ["./storeReader-*", "./calibratorJson-*"];

export default [
  {
    name: "calibrated/apply: everything that serves",
    path,
    ignore: lazy,
    modifyEsbuildConfig: asModules,
    limit: "6 kB",
    gzip: true,
  },
  {
    name: "a temperature calibrator alone",
    path,
    import: "{ TemperatureCalibrator }",
    ignore: lazy,
    modifyEsbuildConfig: asModules,
    limit: "3.4 kB",
    gzip: true,
  },
];
