import { askedKind, resolveKind } from '../../../distributions/kindOptions.ts';
import { Definitions } from '../../../kernels/definitions.ts';
import type { Source } from '../../../kinds.ts';
import { type EncoderOptions, encoder } from './encoder.ts';
import type { JointDefinition } from './joint.ts';
import { type MixtureOptions, mixture } from './mixture.ts';
import { type MixtureOfProductsOptions, mixtureOfProducts } from './mixtureOfProducts.ts';
import { type ProductOptions, product } from './product.ts';

/** Options of each kind. */
interface OptionsOf {
  readonly product: ProductOptions;
  readonly mixture: MixtureOptions;
  readonly mixtureOfProducts: MixtureOfProductsOptions;
  readonly encoder: EncoderOptions;
}

/** A joint posterior with all its options. */
export type JointOptions = OptionsOf[keyof OptionsOf];

/** A joint posterior with optional fields: its name, or its name and some of its options. */
export type JointChoice =
  | keyof OptionsOf
  | { [K in keyof OptionsOf]: { readonly kind: K } & Partial<OptionsOf[K]> }[keyof OptionsOf];

/** To add a kind, add its file, its line here and its options in `OptionsOf`. */
const sources: { readonly [K in keyof OptionsOf]: Source<JointDefinition<OptionsOf[K]>> } = {
  product: { definition: product },
  mixture: { definition: mixture },
  mixtureOfProducts: { definition: mixtureOfProducts },
  encoder: { definition: encoder },
};

/** Typed for all kinds at once: a definition only receives options of its own kind. */
const joints = new Definitions(
  'joint',
  sources as unknown as Readonly<Record<keyof OptionsOf, Source<JointDefinition<JointOptions>>>>,
);

/**
 * The options of a joint posterior, with defaults filled in.
 * @throws ConfigError for a kind that does not exist, or an option out of range
 */
export function resolveJoint(choice: unknown): JointOptions {
  return resolveKind('joint', askedKind('joint', choice, joints, '{ "kind": "product" }'), joints);
}

/** The definition of a joint posterior. */
export function jointDefinition({ kind }: JointOptions): JointDefinition<JointOptions> {
  return joints.get(kind);
}
