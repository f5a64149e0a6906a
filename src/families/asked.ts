import { ConfigError } from '../errors.ts';
import type { ArchitectureChoice } from './registry.ts';
import type { VaeConfigChoice } from './vae/config.ts';
import { fromConfig } from './vae/shortForm.ts';

/** The three ways to say what a model is; at most one of them. */
export interface AskedModel {
  /**
   * The short form of a fully connected VAE whose decoder mirrors its encoder; the classic
   * 784-400-20-400-784 where nothing is given.
   */
  readonly config?: VaeConfigChoice | undefined;
  /** What the model is made of, in full: its family, layers, code and likelihood. */
  readonly architecture?: ArchitectureChoice | undefined;
  /** A family with its usual architecture, such as `vib`: short for `architecture: { family }`. */
  readonly model?: string | undefined;
}

/**
 * The architecture that options ask for, incomplete.
 * @throws ConfigError for more than one of `config`, `architecture` and `model`
 */
export function askedArchitecture({ config, architecture, model }: AskedModel): ArchitectureChoice {
  const given = { config, architecture, model };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : name));
  if (names.length > 1) {
    throw new ConfigError(`give one of ${names.join(' and ')}: each says what the model is`);
  }
  if (architecture !== undefined) return architecture;
  if (model !== undefined) return { family: model };
  return fromConfig(config ?? {});
}
