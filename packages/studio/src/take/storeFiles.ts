import { readCalibratorStore, type CalibratorStore } from "calibrated";

/** The files of a store by their paths inside its folder. */
export type StoreFiles = ReadonlyMap<string, string>;

/** The store that the files hold: what is judged is what can be downloaded. */
export async function storeOf(files: StoreFiles): Promise<CalibratorStore> {
  return await readCalibratorStore(async (path) => files.get(path) ?? null);
}
