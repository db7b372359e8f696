import { briefly, invalidField, number, optional, type Shape } from "./jsonShape.ts";

/** A uniform share from 0 to 1; 0 where the field is absent or null. */
export const uniformShareShape: Shape<number> = (value, file, field) => {
  const share = optional(number)(value, file, field) ?? 0;
  if (share >= 0 && share <= 1) return share;
  throw invalidField(file, field, "a number from 0 to 1", briefly(value));
};
