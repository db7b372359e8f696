import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";

/** How one type of calibrator stands in its file. */
export interface CalibratorKind {
  readonly type: string;
  /** The class, of which a subclass is none: its behaviour the file could not keep. */
  readonly calibratorClass: new (...args: never[]) => BlockCalibrator;
  /** The fields beside `type`. */
  encode(calibrator: BlockCalibrator): object;
  /** Reads the fields; what the class refuses becomes an error that names the field. */
  decode(json: unknown, file: string): BlockCalibrator;
}

/** A kind whose `encode` gets the class it is for. */
export function calibratorKind<C extends BlockCalibrator>(kind: {
  readonly type: string;
  readonly calibratorClass: new (...args: never[]) => C;
  readonly encode: (calibrator: C) => object;
  readonly decode: (json: unknown, file: string) => C;
}): CalibratorKind {
  return { ...kind, encode: (calibrator) => kind.encode(calibrator as C) };
}
