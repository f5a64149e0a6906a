import { DescriptionList } from '../parts/DescriptionList.tsx';
import { figureName, figureText } from '../parts/figures.ts';
import { duration, wholeNumber } from '../parts/format.ts';
import type { Phase, Session } from '../session/session.ts';

/** The buttons and the state of a run, visible in every view. */
export function Transport({ session }: { readonly session: Session }) {
  return (
    <section class="transport" aria-label="Training">
      <Buttons session={session} />
      <Figures session={session} />
    </section>
  );
}

interface MainAction {
  readonly text: string;
  readonly act?: (session: Session) => void;
}

const ACTIONS: Readonly<Record<Phase, MainAction>> = {
  idle: { text: 'Train', act: (session) => void session.train() },
  starting: { text: 'Compiling…' },
  training: { text: 'Pause', act: (session) => session.pause() },
  pausing: { text: 'Pausing…' },
  paused: { text: 'Resume', act: (session) => void session.resume() },
  ready: { text: 'Train on', act: (session) => void session.train() },
  measuring: { text: 'Measuring…' },
};

/** The main button is always the same element, so that it keeps the keyboard's focus. */
function Buttons({ session }: { readonly session: Session }) {
  const phase = session.phase.value;
  const { text, act } = ACTIONS[phase];
  const waiting = !act || !session.images.value;
  return (
    <div class="buttons">
      <button
        type="button"
        class="primary"
        aria-disabled={waiting}
        onClick={() => waiting || act(session)}
      >
        {text}
      </button>
      <button
        type="button"
        disabled={!['training', 'pausing', 'paused'].includes(phase)}
        onClick={() => session.stop()}
      >
        Stop
      </button>
      <button type="button" disabled={phase === 'idle'} onClick={() => session.reset()}>
        Reset
      </button>
      <p class="visually-hidden" role="status">
        {SAID[phase]}
      </p>
    </div>
  );
}

/** Announcements of a run for screen readers. */
const SAID: Readonly<Partial<Record<Phase, string>>> = {
  training: 'Training.',
  paused: 'Training is paused.',
  ready: 'Training rests: the model can be explored.',
};

function Figures({ session }: { readonly session: Session }) {
  const progress = session.monitor.progress.value;
  const phase = session.phase.value;
  if (!progress) return phase === 'idle' ? <Waiting session={session} /> : null;
  const { epoch, step, stepsInEpoch, imagesPerSecond, secondsLeft } = progress;
  const watched = session.model.value?.watched.figure ?? '';
  const figures = [
    ['Epoch', `${epoch} · ${Math.round((100 * step) / stepsInEpoch)} %`],
    ['Images/s', wholeNumber(imagesPerSecond)],
    ['Time left', phase === 'training' ? duration(secondsLeft) : '–'],
    [figureName(watched), figureText(watched, progress[watched])],
  ];
  return <DescriptionList class="figures" entries={figures} />;
}

/** Shown before there is a model: the images, or the reason why there are none. */
function Waiting({ session }: { readonly session: Session }) {
  const images = session.images.value;
  const loading = session.imageSets.loading.value;
  if (images) {
    const text = `${wholeNumber(images.train.rows)} images of ${images.name} are ready.`;
    return <p class="about">{text}</p>;
  }
  if (loading) {
    return <p class="about">Loading the digits… {Math.round(100 * loading.share)} %</p>;
  }
  return (
    <button type="button" onClick={() => void session.imageSets.useMnist()}>
      Load the digits again
    </button>
  );
}
