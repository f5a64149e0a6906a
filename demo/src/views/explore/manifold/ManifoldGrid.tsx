import type { ImageSet } from '../../../data/imageSet.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import type { Explore, Manifold } from '../explore.ts';
import { cellAt, cellPlace, moveInPlane, placeOf } from '../map/plane.ts';
import { MANIFOLD_REACH } from './gridSize.ts';

interface ManifoldGridProps {
  readonly explore: Explore;
  readonly images: ImageSet;
  readonly manifold: Manifold;
}

/** The images of the manifold, with a frame around the one nearest to z. */
export function ManifoldGrid({ explore, images, manifold }: ManifoldGridProps) {
  const { plane, size, means } = manifold;
  const z = explore.z.value;
  const cell =
    z.length === plane.origin.length ? cellAt(placeOf(plane, z), size, MANIFOLD_REACH) : undefined;
  const take = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const index = (offset: number, length: number) =>
      Math.min(size - 1, Math.max(0, Math.floor((size * offset) / length)));
    const column = index(event.clientX - box.left, box.width);
    const row = index(event.clientY - box.top, box.height);
    const place = cellPlace(row * size + column, size, MANIFOLD_REACH);
    explore.z.value = moveInPlane(plane, plane.origin, place);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the map's handle reaches the same places
    // biome-ignore lint/a11y/useKeyWithClickEvents: the map's handle moves there by arrow keys
    <div class="manifold-grid" onClick={take}>
      <ImageGrid
        values={means}
        form={images}
        columns={size}
        gap={0}
        label={`${size} x ${size} images over ${plane.names[0]} from left to right and ${plane.names[1]} upwards`}
      />
      {cell !== undefined && (
        <span
          class="manifold-mark"
          style={{
            width: `${100 / size}%`,
            height: `${100 / size}%`,
            left: `${(100 * (cell % size)) / size}%`,
            top: `${(100 * Math.floor(cell / size)) / size}%`,
          }}
        />
      )}
    </div>
  );
}
