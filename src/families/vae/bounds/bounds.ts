import { askedKind, resolveKind } from '../../../distributions/kindOptions.ts';
import { Definitions } from '../../../kernels/definitions.ts';
import { addObjectiveDescriptors } from '../../../kernels/objectiveDescriptors.ts';
import type { Source } from '../../../kinds.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';
import type { BoundDefinition } from './bound.ts';
import type { CiwaeOptions } from './ciwae.ts';
import { type ElboOptions, elboDefinition } from './elboDefinition.ts';
import type { IwaeOptions } from './iwae.ts';
import type { MiwaeOptions } from './miwae.ts';
import type { PiwaeOptions } from './piwae.ts';

/** Options of each bound. */
interface OptionsOf {
  readonly elbo: ElboOptions;
  readonly iwae: IwaeOptions;
  readonly miwae: MiwaeOptions;
  readonly ciwae: CiwaeOptions;
  readonly piwae: PiwaeOptions;
}

/** A bound with optional fields: its name, or its name and some of its options. */
export type BoundChoice =
  | keyof OptionsOf
  | { [K in keyof OptionsOf]: { readonly kind: K } & Partial<OptionsOf[K]> }[keyof OptionsOf];

const weighted = () => import('./weighted.ts');

/** Options of any kind. */
interface Options {
  readonly kind: keyof OptionsOf;
}

/** To add a bound, add its file, its lines here and in `weighted.ts`, and its options in `OptionsOf`. */
const sources: { readonly [K in keyof OptionsOf]: Source<BoundDefinition<OptionsOf[K]>> } = {
  elbo: { definition: elboDefinition },
  iwae: { load: async () => (await weighted()).iwae },
  miwae: { load: async () => (await weighted()).miwae },
  ciwae: { load: async () => (await weighted()).ciwae },
  piwae: { load: async () => (await weighted()).piwae },
};

/** Typed for all kinds at once: `resolve` returns the options of its own kind. */
const bounds = new Definitions(
  'bound',
  sources as unknown as Readonly<Record<keyof OptionsOf, Source<BoundDefinition<Options>>>>,
);

/** Names of all bounds. */
export const BOUNDS = bounds.names;

/**
 * Loads a bound. After that it can be resolved and recorded.
 * @throws ConfigError for a bound that does not exist
 */
export async function loadBound(choice: unknown): Promise<void> {
  addObjectiveDescriptors();
  await bounds.load(asked(choice).kind);
}

/**
 * The options of a loaded bound, with defaults filled in.
 * @throws ConfigError for a bound that does not exist, an option out of range, or a number of samples
 *   that it cannot take
 */
export function resolveBound(choice: unknown, samples: number): Options {
  const options = resolveKind('bound', asked(choice), bounds);
  bounds.get(options.kind).checkSamples?.(options, samples);
  return options;
}

/**
 * Records the objective of a bound.
 * @param elbo records the evidence lower bound
 * @throws ConfigError for a posterior that it cannot take
 */
export function recordBound(
  batch: CodedBatch,
  { bound, samples }: { readonly bound: BoundChoice; readonly samples: number },
  elbo: () => Objective,
): Objective {
  const options = resolveBound(bound, samples);
  return bounds.get(options.kind).record(batch, options, elbo);
}

function asked(choice: unknown): Options {
  return askedKind('bound', choice, bounds, '{ "kind": "iwae" }');
}
