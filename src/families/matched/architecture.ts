import { isRecord } from '../../checks.ts';
import type { LayerSpec } from '../../layers/layer.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import {
  type Autoencoder,
  type AutoencoderChoice,
  resolveAutoencoder,
  resolveCritic,
} from '../adversaries/autoencoder.ts';
import type { Architecture } from '../model.ts';

/** An autoencoder whose codes, all together, are moved to the prior. */
export interface MatchedArchitecture extends Architecture, Autoencoder {
  readonly family: 'aae' | 'wae';
  /** Layers of the network that tells codes from samples of the prior; absent where a kernel does. */
  readonly critic?: readonly LayerSpec[];
}

/** An adversarial autoencoder with optional fields. */
export interface AaeArchitectureChoice extends AutoencoderChoice {
  /** Names the family. */
  readonly family: 'aae';
  /**
   * Layers of the network that tells codes from samples of the prior, before its logit; by default
   * two dense layers of 400 with ReLU.
   */
  readonly critic?: readonly LayerChoice[];
}

/** A Wasserstein autoencoder with optional fields. */
export interface WaeArchitectureChoice extends AutoencoderChoice {
  /** Names the family. */
  readonly family: 'wae';
  /**
   * Layers of a network that tells codes from samples of the prior, before its logit. By default none
   * does: the maximum mean discrepancy of a kernel takes its place.
   */
  readonly critic?: readonly LayerChoice[];
}

const CRITIC: readonly LayerChoice[] = [
  { kind: 'dense', units: 400 },
  { kind: 'dense', units: 400 },
];
/** Dimensions of the code. */
const LATENT = 8;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveMatched(
  choice: AaeArchitectureChoice | WaeArchitectureChoice,
): Promise<MatchedArchitecture> {
  const { family, latent = LATENT } = choice;
  const critic = choice.critic ?? (family === 'aae' ? CRITIC : undefined);
  const own = isRecord(latent) ? latent : { size: latent };
  const autoencoder = await resolveAutoencoder(
    family === 'aae' ? 'an aae' : 'a wae',
    { ...choice, latent: { kind: 'deterministic', ...own } as typeof own },
    ['critic'],
  );
  const { size } = autoencoder.latent;
  return {
    ...autoencoder,
    family,
    ...(critic !== undefined && { critic: await resolveCritic('critic', critic, [size]) }),
  };
}
