import { ConfigError, InternalError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { KernelName } from '../../graph/kernelName.generated.ts';
import { type Dispatch, runsEvery, tensorsOf } from '../../graph/plan.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { dispatch, slotOf } from '../../kernels/dispatch.ts';
import { addPrivacyKernels } from '../../kernels/privacyDescriptors.ts';
import type { Secret } from '../../random/secret.ts';
import type { PrivacyOptions, PrivateOptions } from '../privacyOptions.ts';
import { expectedRows } from './expectedRows.ts';

/** Kernels whose rows do not see one another, and optimizers, which see private gradients alone. */
const WITH_A_RULE: ReadonlySet<KernelName> = new Set<KernelName>([
  'gather',
  'gather_indices',
  'gather_one_hot',
  'concat',
  'slice_columns',
  'slice_columns_backward',
  'dense_forward',
  'dense_backward_input',
  'dense_backward_weight',
  'activation_forward',
  'activation_backward',
  'half_activation_forward',
  'half_activation_backward',
  'dropout',
  'scale',
  'reparameterize_forward',
  'reparameterize_backward',
  'kl_forward',
  'kl_backward',
  'group_normalizer',
  'softmax_groups',
  'likelihood_forward',
  'likelihood_backward',
  'accuracy',
  'gradient_squares',
  'clip_scale',
  'optimizer_update',
]);

/** What kernels belong to whose rows do see one another. */
const MIXES: Readonly<Partial<Record<KernelName, string>>> = {
  kl_gate: 'freeBits and capacity',
  free_bits_forward: 'freeBits',
  channel_moments: 'batch normalization',
  batch_statistics: 'batch normalization',
  total_correlation_forward: 'the total correlation',
  mmd_forward: 'the MMD',
  latent_covariance: 'the covariance of codes',
};

/**
 * The same training step with clipped and noisy gradients (DP-SGD). An example's gradient of a fully connected
 * layer is an outer product of a row of dy and one of x, so its norm follows from theirs, and to clip it is to
 * scale the row of dy; no gradient of an example is ever written. The products for gradients of weights thus
 * move behind all other gradients:
 *
 *   …, dense_backward_weight, … → …, example_norms, clip_examples, dense_backward_weight, gradient_noise
 *
 * Source: Abadi et al., "Deep learning with differential privacy", 2016.
 * @throws ConfigError for what sees several examples at once, or has no rule for the norm of an example
 */
export function privateStep(
  step: readonly Dispatch[],
  { graph, options, secret }: { graph: Graph; options: PrivateOptions; secret: Secret | undefined },
): Dispatch[] {
  if (!secret) throw new InternalError('a private step needs a secret');
  const { privacy, batchSize: rows } = options;
  const { clip } = privacy as PrivacyOptions;
  assertRules(step);
  addPrivacyKernels();
  const products = step.filter(({ kernel }) => kernel === 'dense_backward_weight');
  assertOneSite(products, rows);
  const squares = graph.tensor('privacy.squares', [rows], 'gradient');
  const key = graph.constant('privacy.key', secret.words);
  const norms = products.map((product, i) => normsOf(product, squares, i > 0));
  const clips = products.map((product) =>
    dispatch('clip_examples', `${layerOf(product)}.clip`, {
      bindings: { squares, dy: bound(product, 'dy') },
      slots: {},
      constants: { CLIP: clip },
    }),
  );
  const noise = products.map((product, PLACE) =>
    dispatch('gradient_noise', `${layerOf(product)}.noise`, {
      bindings: { key, dweight: bound(product, 'dweight'), dbias: bound(product, 'dbias') },
      slots: {},
      constants: { PLACE, SCALE: scaleOf(options) },
    }),
  );
  const others = step.filter((each) => !products.includes(each));
  const update = others.findIndex((each) =>
    tensorsOf(each).some(([, { role }]) => role === 'groupGradient'),
  );
  return [
    ...others.slice(0, update),
    ...norms,
    ...clips,
    ...products,
    ...noise,
    ...others.slice(update),
  ];
}

/** What a sum of gradients is divided by does not depend on how many rows a batch drew. */
function scaleOf(options: PrivateOptions): number {
  return options.reduction === 'mean' ? 1 / expectedRows(options) : 1;
}

function normsOf(product: Dispatch, squares: Tensor, ACCUMULATE: boolean): Dispatch {
  const load = slotOf(product, 'load');
  if (!load) throw new InternalError(`"${product.label}" reads no rows`);
  return dispatch('example_norms', `${layerOf(product)}.norms`, {
    bindings: { squares, dy: bound(product, 'dy') },
    slots: { load },
    constants: { ACCUMULATE },
  });
}

/** @throws ConfigError unless the rows of all kernels do not see one another, in every step */
function assertRules(step: readonly Dispatch[]): void {
  const seldom = step.find((each) => runsEvery(each) > 1);
  if (seldom) {
    throw new ConfigError(
      `private training updates all parameters in every step, and "${seldom.label}" does not`,
    );
  }
  const without = step.filter(({ kernel }) => !WITH_A_RULE.has(kernel));
  const [{ label, kernel } = {}] = without;
  if (!label || !kernel) return;
  const mixes = without.map((each) => MIXES[each.kernel]).find((each) => each !== undefined);
  throw new ConfigError(
    mixes === undefined
      ? `private training has no rule for "${label}" (${kernel}): the norm of one example's gradient is known ` +
          'for fully connected layers alone'
      : `private training has no rule for ${mixes}: an example's gradient depends on others of its batch`,
  );
}

/** @throws ConfigError for a layer that sees several rows of an example */
function assertOneSite(products: readonly Dispatch[], rows: number): void {
  const seen = new Set<string>();
  for (const product of products) {
    const names = ['dweight', 'dbias', 'dy'].map((name) => bound(product, name).name);
    const { M, ACCUMULATE_WEIGHT, ACCUMULATE_BIAS } = product.constants;
    const again = ACCUMULATE_WEIGHT || ACCUMULATE_BIAS || names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    if (!again && M === rows) continue;
    throw new ConfigError(
      `private training has no rule for the layer "${layerOf(product)}": it is applied ` +
        (again ? 'at several sites' : 'to several samples of an example'),
    );
  }
}

const layerOf = ({ label }: Dispatch): string => label.replace(/\.backward_weight$/, '');

function bound({ bindings, label }: Dispatch, name: string): Tensor {
  const tensor = bindings[name];
  if (tensor) return tensor;
  throw new InternalError(`"${label}" has no ${name}`);
}
