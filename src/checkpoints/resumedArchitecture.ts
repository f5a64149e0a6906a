import { dropUndefined } from '../dropUndefined.ts';
import { CheckpointError, ConfigError } from '../errors.ts';
import { type AskedModel, askedArchitecture } from '../families/asked.ts';
import type { Architecture } from '../families/model.ts';
import { type ArchitectureChoice, familyNames, loadFamily } from '../families/registry.ts';
import type { Checkpoint } from './checkpoint.ts';

/**
 * The architecture of a checkpoint's model, combined with the given options. That of plain weights
 * follows from the names and shapes of the tensors.
 * @throws CheckpointError if no family recognises a file of plain weights
 * @throws ConfigError if `config` is given for a model without a short form
 */
export async function resumedArchitecture(
  { made, file }: Pick<Checkpoint, 'made' | 'file'>,
  { config, architecture, model }: AskedModel,
): Promise<ArchitectureChoice> {
  const asked = askedArchitecture({ config, architecture, model });
  if (architecture !== undefined || model !== undefined) return asked;
  const given = dropUndefined(config ?? {});
  if (made && 'config' in made) return askedArchitecture({ config: { ...made.config, ...given } });
  const own = made?.architecture ?? (await architectureOfWeights(file));
  if (config === undefined) return own;
  const family = await loadFamily(own.family);
  const known = family.shortForm?.(await family.resolve(own));
  if (known) return askedArchitecture({ config: { ...known, ...given } });
  throw new ConfigError(
    "the checkpoint's model has no short form, so `config` cannot change it: leave it out, or give " +
      'the whole `architecture`',
  );
}

/** The architecture of the first family that recognises the tensors. */
async function architectureOfWeights({ tensors }: Checkpoint['file']): Promise<Architecture> {
  const shapes = new Map([...tensors].map(([name, { shape }]) => [name, shape]));
  const expected: string[] = [];
  for (const name of familyNames()) {
    const { plainWeights } = await loadFamily(name);
    const architecture = await plainWeights?.architecture(shapes);
    if (architecture) return architecture;
    if (plainWeights) expected.push(`${plainWeights.tensors} (${name})`);
  }
  const names = [...shapes.keys()].slice(0, 8).join(', ');
  throw new CheckpointError(
    `the file holds no model that a family recognises: expected tensors ${expected.join(', or ')}, ` +
      `got ${names || 'none'}`,
  );
}
