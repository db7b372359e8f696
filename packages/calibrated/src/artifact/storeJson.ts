/** The version of the store's format that this library writes, and the newest it reads. */
export const formatVersion = 1;

export const storeFile = "store.json";
export const globalFile = "global.json";
/** Why what serves serves; only some stores have it, and serving does not read it. */
export const evidenceFile = "evidence.json";

export function userFile(name: string): string {
  return `users/${name}`;
}

/** `store.json` as this library writes it. */
export interface StoreJson {
  readonly format_version: number;
  readonly method: string;
  readonly classes: readonly string[] | null;
  readonly user_count: number;
  /** Sorted by code point. */
  readonly user_ids: readonly string[];
  /** The users whose file is not `<user_id>.json`, because the id is no safe file name. */
  readonly user_files: readonly { readonly user_id: string; readonly file: string }[];
  readonly model_bundle_id: string | null;
  readonly model_schema_hash: string | null;
  readonly created_at: string | null;
}
