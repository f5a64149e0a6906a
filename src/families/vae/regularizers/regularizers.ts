import { askedKind, resolveKind } from '../../../distributions/kindOptions.ts';
import { ConfigError } from '../../../errors.ts';
import { Definitions } from '../../../kernels/definitions.ts';
import { addObjectiveDescriptors } from '../../../kernels/objectiveDescriptors.ts';
import type { Source } from '../../../kinds.ts';
import { loadSchedules } from '../../../schedules/schedule.ts';
import type { CodedBatch } from '../codedBatch.ts';
import type { DipOptions } from './dip.ts';
import type { MmdOptions } from './mmd.ts';
import type { Regularization, RegularizerDefinition } from './regularizer.ts';
import type { TotalCorrelationOptions } from './totalCorrelation.ts';

/** Options of each regularizer. */
interface OptionsOf {
  readonly totalCorrelation: TotalCorrelationOptions;
  readonly dip: DipOptions;
  readonly mmd: MmdOptions;
}

/** A regularizer with optional fields: its name, or its name and some of its options. */
export type RegularizerChoice =
  | keyof OptionsOf
  | { [K in keyof OptionsOf]: { readonly kind: K } & Partial<OptionsOf[K]> }[keyof OptionsOf];

/** Options of any kind. */
interface Options {
  readonly kind: keyof OptionsOf;
}

/** To add a regularizer, add its file, its line here, and its options in `OptionsOf`. */
const sources: { readonly [K in keyof OptionsOf]: Source<RegularizerDefinition<OptionsOf[K]>> } = {
  totalCorrelation: {
    load: async () => (await import('./totalCorrelation.ts')).totalCorrelationDefinition,
  },
  dip: { load: async () => (await import('./dip.ts')).dip },
  mmd: { load: async () => (await import('./mmd.ts')).mmd },
};

/** Typed for all kinds at once: `resolve` returns the options of its own kind. */
const regularizers = new Definitions(
  'regularizer',
  sources as unknown as Readonly<Record<keyof OptionsOf, Source<RegularizerDefinition<Options>>>>,
);

/** Names of all regularizers. */
export const REGULARIZERS = regularizers.names;

/**
 * Loads a regularizer and the schedules of its weights. After that it can be resolved and recorded.
 * @throws ConfigError for a regularizer that does not exist
 */
export async function loadRegularizer(choice: unknown): Promise<void> {
  const options = asked(choice);
  addObjectiveDescriptors();
  await Promise.all([regularizers.load(options.kind), loadSchedules(Object.values(options))]);
}

/**
 * Checks the options of a loaded regularizer.
 * @throws ConfigError for a regularizer that does not exist, an option out of range, or one whose terms
 *   take the place of a KL that others weigh
 */
export function checkRegularizer(choice: unknown, weighsKl: boolean): void {
  const { kind } = resolveKind('regularizer', asked(choice), regularizers);
  if (!weighsKl || !regularizers.get(kind).replacesKl) return;
  throw new ConfigError(
    `the regularizer "${kind}" has weights of its own for the parts of the KL: set beta to 1, ` +
      'and leave out freeBits and capacity',
  );
}

/**
 * Records a regularizer beside reconstruction and KL.
 * @throws ConfigError for a posterior that it cannot take
 */
export function recordRegularizer(
  batch: CodedBatch,
  choice: RegularizerChoice,
): Regularization & { readonly replacesKl: boolean } {
  const options = resolveKind('regularizer', asked(choice), regularizers);
  const { record, replacesKl = false } = regularizers.get(options.kind);
  return { ...record(batch, options), replacesKl };
}

function asked(choice: unknown): Options {
  return askedKind('regularizer', choice, regularizers, '{ "kind": "totalCorrelation" }');
}
