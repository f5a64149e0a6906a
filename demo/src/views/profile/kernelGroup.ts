/**
 * Groups of kernels by purpose, in the order of a step; their colours are `group-0`, `group-1`, …
 */
export const KERNEL_GROUPS = [
  'Data',
  'Layers, forward',
  'Latent block',
  'Likelihood',
  'Layers, backward',
  'Weights and optimizer',
] as const;

/** Patterns for the group of a kernel in {@link KERNEL_GROUPS}. The first match counts. */
const PATTERNS: readonly (readonly [RegExp, (typeof KERNEL_GROUPS)[number]])[] = [
  [/weight|optimizer|clip|gradient_squares/, 'Weights and optimizer'],
  [/latent|reparameterize|standard_normal|kl|posterior|concat/, 'Latent block'],
  [/likelihood|importance|group_normalizer|level_mean|softmax|broadcast|one_hot/, 'Likelihood'],
  [/gather|flip_images|normalize_rows|slice|sum_terms/, 'Data'],
  [/backward/, 'Layers, backward'],
];

/** The group of a kernel, by its name. Without a match it is a layer's kernel. */
export function kernelGroup(kernel: string): number {
  const found = PATTERNS.find(([pattern]) => pattern.test(kernel));
  return KERNEL_GROUPS.indexOf(found?.[1] ?? 'Layers, forward');
}
