import type { KernelName } from '../graph/kernelName.generated.ts';
import { addParts } from './catalogue.ts';
import type { CataloguePart } from './catalogue.types.ts';
import { addDescriptors, type Descriptor, vec4s } from './descriptors.ts';

/** A recurrent step in either direction. The gates are not counted: they cost little beside the multiply-adds. */
const step = (gates: number): Pick<Descriptor, 'times' | 'flops'> => ({
  times: ({ LENGTH = 0 }) => LENGTH,
  flops: ({ M = 0, H = 0 }) => 2 * M * gates * H * H,
});
/** A product whose columns are four gates of each unit. */
const stepForward = (gates: number): Descriptor => ({
  grid: ({ M = 0, H = 0 }) => ({ rows: M, columns: 16 * vec4s(H) }),
  inner: ({ H = 0 }) => H,
  ...step(gates),
});
const stepBackward = (gates: number): Descriptor => ({
  grid: ({ M = 0, H = 0 }) => ({ rows: M, columns: H }),
  inner: ({ H = 0 }) => gates * H,
  ...step(gates),
});

/** All steps of a recurrence: a workgroup per four rows. */
const sequence: Descriptor = { grid: ({ M = 0 }) => ({ workgroups: [Math.ceil(M / 4)] }) };

/** The kernels of layers of sequences. */
const descriptors = {
  steps_to_rows: {
    grid: ({ M = 0, K = 0, PLACES = 0 }) => ({ invocations: [vec4s(K), M * PLACES] }),
  },
  rows_to_steps: {
    grid: ({ M = 0, K = 0, LENGTH = 0 }) => ({ invocations: [vec4s(LENGTH * K), M] }),
  },
  embedding_forward: {
    grid: ({ M = 0, LENGTH = 0, K = 0 }) => ({ invocations: [vec4s(LENGTH * K), M] }),
  },
  token_losses: {
    grid: ({ M = 0, LENGTH = 0 }) => ({ workgroups: [LENGTH, M] }),
    flops: ({ M = 0, LENGTH = 0, K = 0 }) => 4 * M * LENGTH * K,
  },
  token_losses_backward: {
    grid: ({ M = 0, LENGTH = 0, K = 0 }) => ({ invocations: [vec4s(K), M * LENGTH] }),
    flops: ({ M = 0, LENGTH = 0, K = 0 }) => 4 * M * LENGTH * K,
  },
  sequence_terms: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, LENGTH = 0 }) => M * LENGTH,
  },
  token_lengths: { grid: ({ M = 0 }) => ({ invocations: [M] }) },
  choose_tokens: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, VOCABULARY = 0 }) => 4 * M * VOCABULARY,
  },
  beam_tokens: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, BEAMS = 0, VOCABULARY = 0 }) => M * BEAMS * VOCABULARY * (4 + BEAMS),
  },
  shift_tokens: { grid: ({ M = 0, K = 0 }) => ({ invocations: [vec4s(K), M] }) },
  token_order: { grid: ({ M = 0, LENGTH = 0 }) => ({ invocations: [M * LENGTH] }) },
  embedding_backward: {
    grid: ({ VOCABULARY = 0, K = 0 }) => ({ invocations: [vec4s(K), VOCABULARY] }),
    flops: ({ M = 0, LENGTH = 0, K = 0 }) => M * LENGTH * K,
  },
  gru_step_forward: stepForward(3),
  gru_step_backward: stepBackward(3),
  lstm_step_forward: stepForward(4),
  lstm_step_backward: stepBackward(4),
  gru_forward: sequence,
  gru_backward: sequence,
  lstm_forward: sequence,
  lstm_backward: sequence,
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds parts of the catalogue that layers of sequences need, and the descriptors of their kernels. */
export function addSequenceParts(parts: readonly CataloguePart[]): void {
  addDescriptors(descriptors);
  addParts(parts);
}
