import type { Signal } from '@preact/signals';
import type { ImageSet } from '../../../data/imageSet.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import type { Explore } from '../explore.ts';
import { nameOfRow, randomRow, testImage } from '../testImages.ts';

interface EndPickerProps {
  readonly name: 'A' | 'B';
  /** Row of the test image. */
  readonly row: Signal<number>;
  readonly images: ImageSet;
  readonly explore: Explore;
}

/** One end of the interpolation. */
export function EndPicker({ name, row, images, explore }: EndPickerProps) {
  const text = nameOfRow(row.value, explore.classes.value);
  return (
    <div class="end-picker">
      <h3>{name}</h3>
      <ImageGrid
        values={testImage(images, row.value)}
        form={images}
        columns={1}
        label={`${name}: ${text}`}
      />
      <p class="hint" role="status">
        {text}
      </p>
      <button
        type="button"
        onClick={() => {
          // Only rows on the map, so that the mark is visible.
          row.value = randomRow(explore.posterior.value?.rows ?? images.test.rows);
        }}
      >
        Pick {name} at random
      </button>
    </div>
  );
}
