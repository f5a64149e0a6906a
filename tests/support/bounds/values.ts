/** The values of a binding that a case does not have. */
export const none = new Float64Array();

/** A value of a binding; 0 where the case has none. */
export const number = (values: Float64Array | undefined, i: number): number => values?.[i] ?? 0;

/** Its magnitude. */
export const size = (values: Float64Array | undefined, i: number): number =>
  Math.abs(number(values, i));
