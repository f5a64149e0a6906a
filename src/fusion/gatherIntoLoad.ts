import type { Dispatch } from '../graph/plan.ts';
import { type FusionRule, usersOf } from './rule.ts';

/**
 * `gather → kernels that load its rows` → kernels that gather in their load slot: the
 * batch is never written to memory. Only where every reader loads it through the slot.
 */
export const gatherIntoLoad: FusionRule = (plan) => {
  const { step } = plan;
  for (const gather of step) {
    const batch = gather.bindings.batch;
    const load = gather.slots.load;
    if (gather.kernel !== 'gather' || !batch || !load) continue;
    const readers = usersOf(step, batch).filter((dispatch) => dispatch !== gather);
    const loadsBatch = (dispatch: Dispatch): boolean =>
      dispatch.slots.load?.bindings.x?.name === batch.name &&
      Object.values(dispatch.bindings).every((tensor) => tensor.name !== batch.name);
    if (readers.length === 0 || !readers.every(loadsBatch)) continue;
    const gathering = step.flatMap((dispatch) => {
      if (dispatch === gather) return [];
      if (!readers.includes(dispatch)) return [dispatch];
      return [{ ...dispatch, slots: { ...dispatch.slots, load } }];
    });
    return { ...plan, step: gathering };
  }
  return undefined;
};
