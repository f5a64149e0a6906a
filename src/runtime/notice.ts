/** Information for the app that requires no action. */
export interface Notice {
  /**
   * `other-adapter`: kernel choices made on another adapter are kept, and results may differ in
   * bits. `variant-unavailable`: this device cannot run a recorded variant, so the product uses the
   * default. `tuning-not-kept`: the measurements of `tune` could not be stored for later runs.
   * `variant-disagrees`: `tune` left out a variant of the app, since its results are not those of the
   * library's.
   * `bytes-of-0-and-1`: training data of bytes hold nothing but 0 and 1, which as shares of 255 are
   * almost the same. `bytes-as-counts`: the likelihood takes counts, and the data are bytes, which are
   * shares of 255. `far-from-unit-scale`: the likelihood takes real values, and the floats have a
   * mean or a standard deviation far from those of standardised data.
   */
  readonly kind:
    | 'other-adapter'
    | 'variant-unavailable'
    | 'tuning-not-kept'
    | 'variant-disagrees'
    | 'bytes-of-0-and-1'
    | 'bytes-as-counts'
    | 'far-from-unit-scale';
  /** The same in words. */
  readonly message: string;
}
