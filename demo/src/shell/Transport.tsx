import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { DescriptionList } from '../parts/DescriptionList.tsx';
import { figureName, figureText } from '../parts/figures.ts';
import { duration, wholeNumber } from '../parts/format.ts';
import type { ModelSession, Phase } from '../session/modelSession.ts';
import type { Monitor } from '../session/monitor.ts';
import type { TrainedModel } from '../session/run.ts';

/** The part of a session that a run is driven by. */
interface Trained
  extends Pick<
    ModelSession<unknown, { readonly epochs: number }, unknown>,
    'phase' | 'train' | 'pause' | 'resume' | 'stop' | 'reset'
  > {
  readonly monitor: Pick<Monitor<unknown>, 'progress'>;
  readonly model: ReadonlySignal<Pick<TrainedModel, 'epoch' | 'watched'> | undefined>;
}

export interface TransportProps {
  readonly session: Trained;
  /** True if there are data to train on. */
  readonly ready: boolean;
  /** A noun for the data, such as `Images`. */
  readonly noun: string;
  /** Shown before there is a model. */
  readonly waiting: ComponentChildren;
}

/** The buttons and the state of a run. */
export function Transport({ session, ready, noun, waiting }: TransportProps) {
  const idle = session.phase.value === 'idle';
  return (
    <section class="transport" aria-label="Training">
      <Buttons session={session} ready={ready} />
      {session.monitor.progress.value ? <Figures session={session} noun={noun} /> : idle && waiting}
    </section>
  );
}

interface MainAction {
  readonly text: string;
  readonly act?: (session: Trained) => void;
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
function Buttons({ session, ready }: Pick<TransportProps, 'session' | 'ready'>) {
  const phase = session.phase.value;
  const { text, act } = ACTIONS[phase];
  const waiting = !act || !ready;
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

function Figures({ session, noun }: Pick<TransportProps, 'session' | 'noun'>) {
  const progress = session.monitor.progress.value;
  if (!progress) return null;
  const { epoch, step, stepsInEpoch, imagesPerSecond, secondsLeft } = progress;
  const watched = session.model.value?.watched?.figure;
  const figures = [
    ['Epoch', `${epoch} · ${Math.round((100 * step) / stepsInEpoch)} %`],
    [`${noun}/s`, wholeNumber(imagesPerSecond)],
    ['Time left', session.phase.value === 'training' ? duration(secondsLeft) : '–'],
    ...(watched ? [[figureName(watched), figureText(watched, progress[watched])]] : []),
  ];
  return <DescriptionList class="figures" entries={figures} />;
}
