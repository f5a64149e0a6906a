import type { SlotChoice } from '../kernels/names.ts';
import * as activation from './slots/activation.ts';
import * as activationGradient from './slots/activationGradient.ts';
import * as clip from './slots/clip.ts';
import * as gateRule from './slots/gateRule.ts';
import * as integer from './slots/integer.ts';
import * as klWeight from './slots/klWeight.ts';
import * as likelihood from './slots/likelihood.ts';
import * as load from './slots/load.ts';
import * as noise from './slots/noise.ts';
import * as optimizer from './slots/optimizer.ts';
import * as termWeight from './slots/termWeight.ts';
import * as transform from './slots/transform.ts';
import * as uniform from './slots/uniform.ts';
import * as valid from './slots/valid.ts';
import type { SlotTwin, TwinSlot } from './twin.ts';

/**
 * Twins of all choices of all slots that affect results. TypeScript requires an entry for every
 * choice.
 */
export const slotTwins: {
  readonly [S in TwinSlot]: { readonly [C in SlotChoice<S>]: SlotTwin<S, C> };
} = {
  load: {
    matrix: load.matrix,
    gather_f32: load.gatherF32,
    gather_u8: load.gatherU8,
    gather_u16: load.gatherU16,
    gather_u32: load.gatherU32,
    gather_sparse: load.gatherSparse,
  },
  integer: {
    gather_u8: integer.gathered,
    gather_u16: integer.gathered,
    gather_u32: integer.gathered,
  },
  activation,
  activation_gradient: activationGradient,
  noise,
  kl_weight: klWeight,
  gate_rule: { free_bits: gateRule.freeBits, capacity: gateRule.capacity },
  likelihood,
  term_weight: termWeight,
  transform,
  uniform,
  valid,
  clip,
  optimizer,
};
