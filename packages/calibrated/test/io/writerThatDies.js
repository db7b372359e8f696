// Saves a store and dies by SIGKILL just before its n-th step on the file system:
//   node writerThatDies.js <folder> <temperature> <n>
// Without a step n it ends by itself and prints how many there were.
import fsPromises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const [folder, temperature, fatalStep] = process.argv.slice(2);
let steps = 0;

function counted(call) {
  return function (...args) {
    if (++steps === Number(fatalStep)) process.kill(process.pid, "SIGKILL");
    return call.apply(this, args);
  };
}

const { open } = fsPromises;
for (const name of ["chmod", "mkdir", "open", "readdir", "realpath", "rename", "rm", "stat"]) {
  fsPromises[name] = counted(fsPromises[name]);
}
fsPromises.open = counted(async (...args) => {
  const handle = await open(...args);
  for (const name of ["writeFile", "sync", "close"]) handle[name] = counted(handle[name]);
  return handle;
});
syncBuiltinESMExports();

const { CalibratorStore, TemperatureCalibrator } = await import("calibrated/apply");
const { saveCalibratorStore } = await import("calibrated/io");
const calibrator = new TemperatureCalibrator(Number(temperature));
// The old store and the new one share a user and each has one of its own.
const users = { both: calibrator, [`only-${temperature}`]: calibrator };
await saveCalibratorStore(
  new CalibratorStore({ globalCalibrator: calibrator, userCalibrators: users }),
  folder,
);
console.log(steps);
