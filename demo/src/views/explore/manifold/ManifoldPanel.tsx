import { useSignal } from '@preact/signals';
import { Panel } from '../../../parts/Panel.tsx';
import { latentSize } from '../../../session/modelWidths.ts';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { planeGrid } from '../map/plane.ts';
import { useAnswer } from '../useAnswer.ts';
import { gridSize, MANIFOLD_REACH } from './gridSize.ts';
import { ManifoldGrid } from './ManifoldGrid.tsx';
import './manifold.css';

/** Images on a grid over the plane of the map. */
export function ManifoldPanel({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  const redrawn = useSignal(0);
  useAnswer(session, explore.manifold, () => {
    const [model, images] = [session.model.value, session.images.value];
    redrawn.value;
    // During training, new glimpses and rotations of the plane do not trigger a redraw.
    const training = session.phase.value === 'training';
    if (!training) session.monitor.glimpse.value;
    else explore.choice.value;
    const plane = training ? explore.plane.peek() : explore.plane.value;
    if (!model || !images || plane?.origin.length !== latentSize(model)) return undefined;
    const size = gridSize(images, session.adapter.value.software);
    return async () => {
      const means = await model.decode(planeGrid(plane, size, MANIFOLD_REACH));
      return { plane, size, means };
    };
  });
  const images = session.images.value;
  const manifold = explore.manifold.value;
  return (
    <Panel
      class="manifold"
      title="Manifold"
      about={`The decoder's images all over the plane of the map, from −${MANIFOLD_REACH} to ${MANIFOLD_REACH}; other dimensions stay at their middle. Click one to take its z.`}
      actions={
        session.phase.value === 'training' && (
          <button type="button" onClick={() => redrawn.value++}>
            Redraw
          </button>
        )
      }
    >
      {images && manifold ? (
        <ManifoldGrid explore={explore} images={images} manifold={manifold} />
      ) : (
        <span class="blank" />
      )}
    </Panel>
  );
}
