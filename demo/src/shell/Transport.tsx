import { duration, losses, wholeNumber } from '../parts/format.ts';
import type { Session } from '../session/session.ts';

/** The buttons of a run and where it stands; in reach from every view. */
export function Transport({ session }: { readonly session: Session }) {
  return (
    <section class="transport" aria-label="Training">
      <Buttons session={session} />
      <Figures session={session} />
    </section>
  );
}

function Buttons({ session }: { readonly session: Session }) {
  const phase = session.phase.value;
  const images = session.images.value;
  return (
    <div class="buttons">
      {phase === 'paused' && (
        <button type="button" class="primary" onClick={() => void session.resume()}>
          Resume
        </button>
      )}
      {(phase === 'training' || phase === 'pausing') && (
        <button
          type="button"
          class="primary"
          disabled={phase === 'pausing'}
          onClick={() => session.pause()}
        >
          Pause
        </button>
      )}
      {phase === 'measuring' && (
        <button type="button" class="primary" disabled>
          Measuring…
        </button>
      )}
      {(phase === 'idle' || phase === 'ready' || phase === 'starting') && (
        <button
          type="button"
          class="primary"
          disabled={!images || phase === 'starting'}
          onClick={() => void session.train()}
        >
          {phase === 'starting' ? 'Compiling…' : phase === 'ready' ? 'Train on' : 'Train'}
        </button>
      )}
      <button
        type="button"
        disabled={phase !== 'training' && phase !== 'pausing' && phase !== 'paused'}
        onClick={() => session.stop()}
      >
        Stop
      </button>
      <button type="button" disabled={phase === 'idle'} onClick={() => session.reset()}>
        Reset
      </button>
    </div>
  );
}

function Figures({ session }: { readonly session: Session }) {
  const progress = session.monitor.progress.value;
  const images = session.images.value;
  const phase = session.phase.value;
  if (!progress) {
    const waiting = images
      ? `${wholeNumber(images.train.rows)} images of ${images.name} are ready.`
      : `Loading the digits… ${Math.round(100 * session.loading.value)} %`;
    return <p class="about">{phase === 'idle' ? waiting : ''}</p>;
  }
  const { epoch, step, stepsInEpoch, imagesPerSecond, secondsLeft, elbo } = progress;
  const figures = [
    ['Epoch', `${epoch} · ${Math.round((100 * step) / stepsInEpoch)} %`],
    ['Images/s', wholeNumber(imagesPerSecond)],
    ['Time left', phase === 'training' ? duration(secondsLeft) : '–'],
    ['Loss', losses(elbo)],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
