// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { StepLayoutEntry } from '../catalogue.types.ts';

export const stepLayout = {
  size: 192,
  fields: {
    row_count: { offset: 0, type: 'u32', count: 1 },
    first_row: { offset: 4, type: 'u32', count: 1 },
    ring_slot: { offset: 8, type: 'u32', count: 1 },
    counter: { offset: 12, type: 'u32', count: 1 },
    data_counter: { offset: 16, type: 'u32', count: 1 },
    data_row: { offset: 20, type: 'u32', count: 1 },
    seed: { offset: 24, type: 'u32', count: 1 },
    noise_scale: { offset: 28, type: 'f32', count: 1 },
    optimizers: { offset: 32, type: 'f32', count: 16 },
    loss_weights: { offset: 96, type: 'f32', count: 16 },
    targets: { offset: 160, type: 'f32', count: 8 },
  },
} as const satisfies StepLayoutEntry;
