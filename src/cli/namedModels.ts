import { askedArchitecture } from '../families/asked.ts';
import { type ArchitectureChoice, familyNames } from '../families/registry.ts';

/** Layer widths of the encoder of VaDE; its decoder mirrors them. */
const WIDTHS = [500, 500, 2000];
const layers = (widths: readonly number[]) => widths.map((units) => ({ kind: 'dense', units }));

/**
 * Architectures with names that are no families.
 * Source of `mixture`: Jiang et al., "Variational deep embedding", 2017.
 */
const NAMED: Readonly<Record<string, ArchitectureChoice>> = {
  mixture: {
    family: 'vae',
    encoder: layers(WIDTHS),
    latent: { size: 10, prior: { kind: 'mixture', components: 10 } },
    decoder: layers(WIDTHS.toReversed()),
  },
};

/** The names that `--model` takes. */
export const modelNames = (): readonly string[] => [...familyNames(), ...Object.keys(NAMED)];

/** The architecture of a name, without the defaults of its family. */
export function namedModel(model: string | undefined): ArchitectureChoice {
  const named = model === undefined ? undefined : NAMED[model];
  return named ?? askedArchitecture({ model });
}
