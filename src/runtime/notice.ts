/** Something that an app may want to know and need not act on. */
export interface Notice {
  /**
   * `other-adapter`: choices made on another adapter are kept, results may differ in bits.
   * `variant-unavailable`: a recorded variant cannot run here, its product takes the default.
   * `tuning-not-kept`: what `tune` measured could not be stored for the next time.
   */
  readonly kind: 'other-adapter' | 'variant-unavailable' | 'tuning-not-kept';
  readonly message: string;
}
