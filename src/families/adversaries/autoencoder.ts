import { knownFields } from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import type { LayerSpec, Shape } from '../../layers/layer.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { resolveStack } from '../../layers/stack.ts';
import { meantName } from '../../synonyms.ts';
import {
  completeArchitecture,
  resolveVaeArchitecture,
  VAE_FIELDS,
  type VaeArchitecture,
  type VaeArchitectureChoice,
} from '../vae/architecture.ts';

/** The autoencoder of a model with an adversary: the fields of a `vae`, without a condition. */
export type Autoencoder = Omit<VaeArchitecture, 'family'>;

/** An autoencoder with optional fields. */
export type AutoencoderChoice = Omit<VaeArchitectureChoice, 'family' | 'condition'>;

/** The fields of an autoencoder, of an architecture with others beside them. */
export function autoencoderOf(architecture: Autoencoder): VaeArchitecture {
  const own = Object.entries(architecture).filter(
    ([name]) => name !== 'family' && (VAE_FIELDS as readonly string[]).includes(name),
  );
  return completeArchitecture(Object.fromEntries(own));
}

/**
 * Loads the kinds that an autoencoder names, and fills in its defaults.
 * @param what words for the model, such as `an aae`
 * @param others names of fields beside those of an autoencoder
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveAutoencoder(
  what: string,
  choice: AutoencoderChoice & { readonly family?: string },
  others: readonly string[],
): Promise<Autoencoder> {
  const given = dropUndefined(choice);
  knownFields(what, given, [...VAE_FIELDS, ...others], meantName);
  const own = Object.entries(given).filter(([name]) => name !== 'family' && !others.includes(name));
  const { family: _, ...resolved } = await resolveVaeArchitecture(Object.fromEntries(own));
  if (resolved.condition === 0) return resolved;
  throw new ConfigError(`${what} takes no condition, got ${resolved.condition}: leave it out`);
}

/**
 * Loads the kinds of a critic's layers, and fills in their defaults.
 * @param name of the critic, for messages
 * @throws ConfigError naming the layer and the field
 */
export async function resolveCritic(
  name: string,
  layers: readonly LayerChoice[],
  input: Shape,
): Promise<readonly LayerSpec[]> {
  await loadLayerKinds(name, layers);
  return resolveStack(layers, input, name);
}
