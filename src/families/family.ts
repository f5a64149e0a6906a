import type { Architecture, FamilyOptions, Model } from './model.ts';

/** A family of models: one folder, and a line in `registry.ts`. */
export interface Family {
  readonly name: string;
  /** What its options default to. */
  readonly defaults: FamilyOptions;
  /**
   * Checks the options of its objective, complete.
   * @throws ConfigError naming the option, what it takes and what came
   */
  checkOptions(options: FamilyOptions): void;
  /** Loads the shaders that options of its objective need, beside those of the classic model. */
  readonly loadOptions?: (options: FamilyOptions) => Promise<void>;
  /**
   * Fills in what an architecture leaves out and loads the kinds that it names.
   * @throws ConfigError naming the field, what it takes and what came
   */
  resolve(given: object): Promise<Architecture>;
  /** Makes the model of an architecture that `resolve` gave. */
  build(architecture: Architecture): Promise<Model>;
}
