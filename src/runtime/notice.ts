/** Information for the app that requires no action. */
export interface Notice {
  /**
   * `other-adapter`: kernel choices made on another adapter are kept, and results may differ in
   * bits. `variant-unavailable`: this device cannot run a recorded variant, so the product uses the
   * default. `tuning-not-kept`: the measurements of `tune` could not be stored for later runs.
   */
  readonly kind: 'other-adapter' | 'variant-unavailable' | 'tuning-not-kept';
  readonly message: string;
}
