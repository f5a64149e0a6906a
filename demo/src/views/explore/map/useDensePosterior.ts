import { useSignalEffect } from '@preact/signals';
import { problem } from '../../../session/problem.ts';
import type { Session } from '../../../session/session.ts';
import type { Explore } from '../explore.ts';
import { encodeMore } from './encodeMore.ts';

/** While no training runs, adds more test images to the map than a glimpse contains. */
export function useDensePosterior(session: Session, explore: Explore): void {
  useSignalEffect(() => {
    const [phase, model, images] = [session.phase, session.model.value, session.images.value];
    const glimpse = session.monitor.glimpse.value;
    const rests = phase.value === 'ready' || phase.value === 'paused';
    if (!rests || !model || !images || !glimpse?.posterior) return undefined;
    const known = explore.dense.peek();
    const begun = known?.of === glimpse ? known.posterior : glimpse.posterior;
    let wanted = true;
    const deliver = (posterior: typeof begun) => {
      if (wanted) explore.dense.value = { of: glimpse, posterior };
      return wanted;
    };
    encodeMore(model, images, begun, deliver).catch((error: unknown) => {
      if (wanted) session.notices.tell(problem(error, 'explore'));
    });
    return () => {
      wanted = false;
    };
  });
}
