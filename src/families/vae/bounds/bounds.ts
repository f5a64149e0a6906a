import { askedKind, type KindOptions, resolveKind } from '../../../distributions/kindOptions.ts';
import { Definitions } from '../../../kernels/definitions.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';
import type { VaeObjectiveOptions } from '../objective.ts';
import type { BoundDefinition } from './bound.ts';
import { type ElboOptions, elboDefinition } from './elboDefinition.ts';
import type { IwaeOptions } from './iwae.ts';

/** Options of each bound. */
interface OptionsOf {
  readonly elbo: ElboOptions;
  readonly iwae: IwaeOptions;
}

/** A bound with optional fields: its name, or its name and some of its options. */
export type BoundChoice =
  | keyof OptionsOf
  | { [K in keyof OptionsOf]: { readonly kind: K } & Partial<OptionsOf[K]> }[keyof OptionsOf];

type Definition = BoundDefinition<KindOptions>;

/** To add a bound, add its file, its line here, and its options in `OptionsOf`. */
const bounds = new Definitions<string, Definition>('bound', {
  elbo: { definition: elboDefinition as Definition },
  iwae: { load: async () => (await import('./iwae.ts')).iwae as Definition },
});

/** Names of all bounds. */
export const BOUNDS = bounds.names;

/**
 * Loads a bound. After that it can be resolved and recorded.
 * @throws ConfigError for a bound that does not exist
 */
export async function loadBound(choice: unknown): Promise<void> {
  await bounds.load(asked(choice).kind);
}

/**
 * The options of a loaded bound, with defaults filled in.
 * @throws ConfigError for a bound that does not exist, an option out of range, or a number of samples
 *   that it cannot take
 */
export function resolveBound(choice: unknown, samples: number): KindOptions {
  const options = resolveKind('bound', asked(choice), bounds);
  bounds.get(options.kind).checkSamples?.(options, samples);
  return options;
}

/** Records the objective of a bound. @throws ConfigError for a posterior that it cannot take */
export function recordBound(batch: CodedBatch, objective: VaeObjectiveOptions): Objective {
  const options = resolveBound(objective.bound, objective.samples);
  return bounds.get(options.kind).record(batch, options, objective);
}

function asked(choice: unknown): KindOptions {
  return askedKind('bound', choice, bounds, '{ "kind": "iwae" }');
}
