import { useMemo } from 'preact/hooks';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { WordPanelProps } from './wordParts.ts';

/** Images and words that the model draws together, of the same codes all along. */
export function WordSamples({ session, set }: WordPanelProps) {
  const samples = session.monitor.glimpse.value?.samples;
  const size = set.images.train.columns;
  const pairs = useMemo(
    () =>
      samples?.words.map((word, i) => ({
        word,
        image: samples.images.subarray(i * size, (i + 1) * size),
      })),
    [samples, size],
  );
  return (
    <Panel
      class="drawn"
      title="Samples of both"
      about="An image and a word that the model draws together: both of one random code, the same codes all along. They should agree."
    >
      {pairs ? (
        <ul class="word-samples">
          {pairs.map(({ word, image }, i) => (
            <li key={i}>
              <ImageGrid values={image} form={set.images} columns={1} label="An image" />
              <span>{word}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="about">None until training begins.</p>
      )}
    </Panel>
  );
}
