import { assertInRange, wholeNumber } from '../../checks.ts';
import type { LayerSpec } from '../../layers/layer.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import {
  type Autoencoder,
  type AutoencoderChoice,
  resolveAutoencoder,
  resolveCritic,
} from '../adversaries/autoencoder.ts';
import { assertMeanHasGradient } from '../adversaries/meanWithGradient.ts';
import type { Architecture } from '../model.ts';

/** A VAE whose decoder is the generator of a GAN. */
export interface VaeGanArchitecture extends Architecture, Autoencoder {
  readonly family: 'vae-gan';
  /** Layers of the network that tells data from what the decoder makes, before its logit. */
  readonly discriminator: readonly LayerSpec[];
  /** The number of layers whose outputs are the features in which rows are compared, from 1. */
  readonly features: number;
}

/** A VAE-GAN with optional fields. */
export interface VaeGanArchitectureChoice extends AutoencoderChoice {
  /** Names the family. */
  readonly family: 'vae-gan';
  /**
   * Layers of the network that tells data from what the decoder makes, before its logit; by default a
   * dense layer of 400 with ReLU.
   */
  readonly discriminator?: readonly LayerChoice[];
  /**
   * The number of layers of the discriminator whose outputs are the features in which rows are compared,
   * from 1. All by default.
   */
  readonly features?: number;
}

const DISCRIMINATOR: readonly LayerChoice[] = [{ kind: 'dense', units: 400 }];

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveVaeGan(choice: VaeGanArchitectureChoice): Promise<VaeGanArchitecture> {
  const { discriminator = DISCRIMINATOR } = choice;
  const autoencoder = await resolveAutoencoder('a vae-gan', choice, ['discriminator', 'features']);
  assertMeanHasGradient('likelihood', autoencoder.likelihood);
  const layers = await resolveCritic('discriminator', discriminator, autoencoder.input);
  const { features = layers.length } = choice;
  assertInRange(
    'discriminator',
    { holds: () => layers.length > 0, wanted: 'at least one layer' },
    [],
  );
  assertInRange('features', wholeNumber(1, layers.length), features);
  return { ...autoencoder, family: 'vae-gan', discriminator: layers, features };
}
