import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { wordsOf } from '../../session/words/wordSession.ts';
import { DenseSettingsPanel } from '../beside/DenseSettingsPanel.tsx';
import { LossChart } from '../train/LossChart.tsx';
import { show } from '../views.ts';
import { ReadPanel } from './ReadPanel.tsx';
import { WordSamples } from './WordSamples.tsx';
import { WritePanel } from './WritePanel.tsx';
import './words.css';

/** The terms of the loss; the reconstruction is that of image and word together. */
const FIGURES = ['elbo', 'image', 'word', 'kl'];

/** A model of images and their words, which makes either of the other. */
export function WordsView({ session }: { readonly session: Session }) {
  const words = wordsOf(session);
  const set = words.set.value;
  if (!set) return <NoWords session={session} />;
  return (
    <div class="mosaic words">
      <ReadPanel session={words} set={set} />
      <WritePanel session={words} set={set} />
      <WordSamples session={words} set={set} />
      <Panel
        class="loss"
        title="Loss"
        about="In nats: what an image and its word miss of themselves, and what their code costs. In training the code comes from the image, from the word, or from both."
      >
        <LossChart session={words} only={FIGURES} />
      </Panel>
      <DenseSettingsPanel
        session={words}
        about="One code for an image and its word, each with an encoder and a decoder of its own. The code may come from either alone, so that the model translates."
      />
    </div>
  );
}

function NoWords({ session }: { readonly session: Session }) {
  const images = session.images.value;
  return (
    <Panel
      class="no-words"
      title="Images with words"
      about={
        images
          ? `The images of ${images.name} have no labels, so there are no words to learn. Choose images with labels under Your data.`
          : 'The images are on their way.'
      }
    >
      {images && (
        <button type="button" class="primary" onClick={() => show('data')}>
          To the data
        </button>
      )}
    </Panel>
  );
}
