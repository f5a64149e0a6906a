import { useMemo } from 'preact/hooks';
import type { ImageSet } from '../../../data/imageSet.ts';
import { percent } from '../../../parts/figures.ts';
import { wholeNumber } from '../../../parts/format.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import { Panel } from '../../../parts/Panel.tsx';
import type { Session } from '../../../session/session.ts';
import { type Judged, judge } from './judge.ts';
import './predictions.css';

/** Images shown. */
const SHOWN = 12;

/** The classifier's predictions for test images. */
export function PredictionsPanel({ session }: { readonly session: Session }) {
  return (
    <Panel
      class="predictions"
      title="Predictions"
      about="Test images, never trained on: those it gets wrong, then those it is least sure of. Bars are probabilities."
    >
      <Predictions session={session} />
    </Panel>
  );
}

/** The error rate, and the images that are hardest. */
function Predictions({ session }: { readonly session: Session }) {
  const images = session.images.value;
  const prediction = session.monitor.glimpse.value?.prediction;
  const labels = images?.test.labels;
  const verdict = useMemo(
    () => prediction && labels && judge(prediction, labels, SHOWN),
    [prediction, labels],
  );
  if (!verdict || !images) return <p class="hint">Empty until training begins.</p>;
  const { rows, wrong, hardest } = verdict;
  return (
    <>
      <p class="error-rate">
        <strong>{percent(wrong / rows)}</strong> wrong: {wholeNumber(wrong)} of {wholeNumber(rows)}{' '}
        test images.
      </p>
      <ul class="judged">
        {hardest.map((judged) => (
          <JudgedImage key={judged.row} judged={judged} images={images} />
        ))}
      </ul>
    </>
  );
}

interface JudgedImageProps {
  readonly judged: Judged;
  readonly images: ImageSet;
}

function JudgedImage({ judged, images }: JudgedImageProps) {
  const { row, truth, predicted, likely } = judged;
  const { test } = images;
  const values = useMemo(
    () => test.data.subarray(row * test.columns, (row + 1) * test.columns),
    [test, row],
  );
  const nameOf = (label: number) => images.classes?.[label] ?? String(label);
  const right = truth === predicted;
  return (
    <li class={right ? 'right' : 'wrong'}>
      <ImageGrid
        values={values}
        form={images}
        columns={1}
        label={`Test image ${wholeNumber(row + 1)}`}
      />
      <div>
        <p class="said">
          {right ? `Right: ${nameOf(truth)}` : `${nameOf(predicted)}, but is ${nameOf(truth)}`}
        </p>
        <ol>
          {likely.map(({ label, probability }) => (
            <li key={label} style={{ '--share': probability }}>
              <span class="label">{nameOf(label)}</span> {percent(probability)}
            </li>
          ))}
        </ol>
      </div>
    </li>
  );
}
