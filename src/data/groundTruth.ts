/** A factor of variation that is known for every row. */
export interface Factor {
  /** For reports. */
  readonly name: string;
  /** Number of values: whole numbers from 0 to `values - 1`. */
  readonly values: number;
  /** Tells if the order of the values means something. */
  readonly kind: 'ordered' | 'categorical';
}

/** The factors of rows. */
export interface GroundTruth {
  /** The factors, in the order of their columns. */
  readonly factors: readonly Factor[];
  /** The value of each factor of each row, `[rows, factors]`. */
  readonly values: Uint8Array | Uint16Array | Uint32Array;
}
