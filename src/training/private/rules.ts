import { ConfigError } from '../../errors.ts';
import type { KernelName } from '../../graph/kernelName.generated.ts';
import { type Dispatch, runsEvery } from '../../graph/plan.ts';

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
  'conv_forward',
  'conv_backward_input',
  'conv_transpose_forward',
  'conv_transpose_backward_input',
  'conv_backward_weight',
  'bias_parts',
  'sum_parts',
  'max_pool_forward',
  'max_pool_backward',
  'window_sums',
  'window_spread',
  'bilinear_forward',
  'bilinear_backward',
  'activation_forward',
  'activation_backward',
  'half_activation_forward',
  'half_activation_backward',
  'gate_forward',
  'gate_backward',
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

/** The parts of models, by kernel, in which rows of a batch see one another. */
const MIXES: Readonly<Partial<Record<KernelName, string>>> = {
  kl_gate: 'freeBits and capacity',
  free_bits_forward: 'freeBits',
  channel_moments: 'batch normalization',
  batch_statistics: 'batch normalization',
  total_correlation_forward: 'the total correlation',
  mmd_forward: 'the MMD',
  latent_covariance: 'the covariance of codes',
};

/** @throws ConfigError unless the rows of all kernels do not see one another, in every step */
export function assertRules(step: readonly Dispatch[]): void {
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
          'for fully connected layers and convolutions alone'
      : `private training has no rule for ${mixes}: an example's gradient depends on others of its batch`,
  );
}
