import type { Dispatch } from '../graph/plan.ts';
import type { FusionOptions, FusionRule } from './rule.ts';

/**
 * Gathers that are as fast as a plain load in every reader. The fused update supports only these.
 */
const GATHERED_AGAIN = ['gather_u8', 'gather_f32'];

/**
 * `gather → kernels that load its rows` → kernels that gather in their load slot, so the batch is
 * not written to memory. Applies only if every reader loads the batch through the slot. With
 * `keepBatch` it is still written, for the weight gradients. A transformed batch stays in memory;
 * otherwise every reader of an element would draw its random number again.
 */
export const gatherIntoLoad = ({ keepBatch }: FusionOptions): FusionRule => ({
  anchors: ['gather'],
  rewrite: (step, gather) => {
    const batch = gather.bindings.batch;
    const load = gather.slots.load;
    if (!batch || !load) return undefined;
    if (!GATHERED_AGAIN.includes(load.choice)) return undefined;
    if (gather.slots.transform?.choice !== 'none') return undefined;
    const readers = step.usersOf(batch).filter((dispatch) => dispatch !== gather);
    const loadsBatch = (dispatch: Dispatch): boolean =>
      dispatch.slots.load?.bindings.x?.name === batch.name &&
      Object.values(dispatch.bindings).every((tensor) => tensor.name !== batch.name);
    if (!readers.every(loadsBatch)) return undefined;
    const gathering = readers.filter(
      ({ kernel }) => !keepBatch || kernel !== 'dense_backward_weight',
    );
    if (gathering.length === 0) return undefined;
    return {
      joints: gathering.map((reader) => ({
        parts: [gather, reader],
        at: reader,
        made: [{ ...reader, slots: { ...reader.slots, load } }],
      })),
      kept: gathering.length < readers.length ? [gather] : [],
    };
  },
});
