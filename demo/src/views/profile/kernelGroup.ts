/** What kernels are for, in the order of a step; each has a colour, `group-0`, `group-1`, … */
export const KERNEL_GROUPS = [
  'Data',
  'Layers, forward',
  'Latent block',
  'Likelihood',
  'Layers, backward',
  'Weights and optimizer',
] as const;

/** A kernel's place in {@link KERNEL_GROUPS}. The first pattern that fits a kernel's name counts. */
const PATTERNS: readonly (readonly [RegExp, (typeof KERNEL_GROUPS)[number]])[] = [
  [/weight|optimizer|clip|gradient_squares/, 'Weights and optimizer'],
  [/latent|reparameterize|standard_normal|kl|posterior|concat/, 'Latent block'],
  [/likelihood|importance|group_normalizer|level_mean|softmax|broadcast|one_hot/, 'Likelihood'],
  [/gather|normalize_rows|slice|sum_terms/, 'Data'],
  [/backward/, 'Layers, backward'],
];

/** What a kernel is for, by its name; one that no pattern knows is a layer's. */
export function kernelGroup(kernel: string): number {
  const found = PATTERNS.find(([pattern]) => pattern.test(kernel));
  return KERNEL_GROUPS.indexOf(found?.[1] ?? 'Layers, forward');
}
