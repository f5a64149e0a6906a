import { ConfigError } from '../errors.ts';
import type { Family } from './family.ts';
import type { Architecture } from './model.ts';
import type { VaeFamilyTypes } from './vae/vaeFamily.ts';
import type { VibFamilyTypes } from './vib/vibFamily.ts';

/** Options of the objectives of the built-in families. A model uses those of its own family. */
export type BuiltInOptions = Partial<VaeFamilyTypes['options']> &
  Partial<VibFamilyTypes['options']>;

/** An architecture with optional fields; omitted fields take the family's defaults. */
export type ArchitectureChoice =
  | VaeFamilyTypes['architecture']
  | VibFamilyTypes['architecture']
  | Architecture;

/**
 * Loaders of all families, by name; a family is loaded when an architecture names it. To add a
 * family, add its folder and its lines here.
 */
const loaders = new Map<string, () => Promise<Family>>([
  ['vae', async () => (await import('./vae/vaeFamily.ts')).vaeFamily],
  ['vib', async () => (await import('./vib/vibFamily.ts')).vibFamily],
]);

/**
 * Adds a family of the app. Architectures can then name it.
 * @throws ConfigError if a family of that name exists
 */
export function registerFamily(family: Family): void {
  if (loaders.has(family.name)) {
    throw new ConfigError(`there is a family "${family.name}" already: use another name`);
  }
  loaders.set(family.name, async () => family);
}

/** @throws ConfigError if no family of that name exists */
export async function loadFamily(name: unknown): Promise<Family> {
  const load = loaders.get(String(name));
  if (load) return load();
  throw new ConfigError(
    `no model family ${JSON.stringify(name)}; there are: ${familyNames().join(', ')}`,
  );
}

/**
 * The family of an architecture, `vae` if it names none.
 * @throws ConfigError if no family of that name exists
 */
export function familyOf({ family = 'vae' }: ArchitectureChoice): Promise<Family> {
  return loadFamily(family);
}

/** Names of the available families. */
export function familyNames(): readonly string[] {
  return [...loaders.keys()];
}
