import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { subset } from 'webgpu-vae/worker';
import type { ImageSet } from '../../data/imageSet.ts';
import { wholeNumber } from '../../parts/format.ts';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { narrow } from '../../parts/narrow.ts';
import { Panel } from '../../parts/Panel.tsx';

/** Number of images of a set that are shown. */
const SHOWN = 60;

interface SetPanelProps {
  readonly title: string;
  readonly images: ImageSet;
  readonly actions?: ComponentChildren;
  /** Above the images. */
  readonly children?: ComponentChildren;
}

/** A set of images: their number and kind, the first images, and the omitted files. */
export function SetPanel({ title, images, actions, children }: SetPanelProps) {
  const { name, width, height, channels, train, test, classes, skipped } = images;
  const shown = useMemo(() => subset(train, SHOWN).data, [train]);
  const labelled = classes && `, ${classes.length} classes (${classes.slice(0, 12).join(', ')})`;
  return (
    <Panel
      title={`${title}: ${name}`}
      actions={actions}
      about={`${wholeNumber(train.rows)} images to train on and ${wholeNumber(test.rows)} held out, ${width} × ${height}${channels === 3 ? ' in colour' : ''}${labelled ?? ''}.`}
    >
      {children}
      <ImageGrid
        values={shown}
        form={images}
        columns={narrow.value ? 10 : 20}
        label={`Images of ${name}`}
      />
      {skipped.length > 0 && (
        <details class="skipped">
          <summary>Left out: {skipped.length}</summary>
          <ul>
            {skipped.map(({ name: file, reason }) => (
              <li key={`${file} ${reason}`}>
                <strong>{file}</strong>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
