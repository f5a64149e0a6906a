import { isOptions, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { ArchitectureChoice } from './registry.ts';
import type { VaeConfigChoice } from './vae/config.ts';
import { fromConfig } from './vae/shortForm.ts';

/** The three ways to specify a model; at most one of them may be given. */
export interface AskedModel {
  /**
   * The short form of a fully connected VAE whose decoder mirrors its encoder; the classic
   * 784-400-20-400-784 by default.
   */
  readonly config?: VaeConfigChoice | undefined;
  /**
   * The full specification of a model: its family, layers, latent code and likelihood. By default
   * `config` says it.
   */
  readonly architecture?: ArchitectureChoice | undefined;
  /**
   * The name of a family, such as `vib`, with its default architecture: short for `architecture: {
   * family }`. By default `config` says it.
   */
  readonly model?: string | undefined;
}

/**
 * The architecture that the options specify, without defaults.
 * @throws ConfigError for more than one of `config`, `architecture` and `model`, or one that is not
 *   an object
 */
export function askedArchitecture({ config, architecture, model }: AskedModel): ArchitectureChoice {
  const given = { config, architecture, model };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : name));
  if (names.length > 1) {
    throw new ConfigError(`give one of ${names.join(' and ')}: each says what the model is`);
  }
  for (const [name, value] of Object.entries({ config, architecture })) {
    if (value === undefined || isOptions(value)) continue;
    throw new ConfigError(`${name} must be an object, got ${shown(value)}`);
  }
  if (architecture !== undefined) return architecture;
  if (model !== undefined) return { family: model };
  return fromConfig(config ?? {});
}
