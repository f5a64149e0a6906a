import { useEffect, useRef, useState } from 'preact/hooks';
import type { ImageSet } from '../../../data/imageSet.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import { pingPong, timeOf } from './pingPong.ts';

/** Milliseconds from A to B. */
const WAY_MS = 2500;
/** Milliseconds between changes of the image if the user prefers reduced motion. */
const CALM_MS = 800;
/** Number of frames skipped by such a change. */
const CALM_STRIDE = 6;

interface PlayerProps {
  readonly images: ImageSet;
  /** `[count, values of an image]`; undefined until they are decoded. */
  readonly frames: Float32Array | undefined;
  readonly frame: number;
  readonly count: number;
  readonly show: (frame: number) => void;
}

/**
 * One large image of the interpolation, with a slider for its position and a button for playback.
 */
export function Player({ images, frames, frame, count, show }: PlayerProps) {
  const [playing, setPlaying] = useState(false);
  usePlay(playing, frame, count, show);
  const length = images.test.columns;
  return (
    <div class="player">
      <h3>On the way</h3>
      {frames ? (
        <ImageGrid
          values={frames.subarray(frame * length, (frame + 1) * length)}
          form={images}
          columns={1}
          label="The image on the way"
        />
      ) : (
        <span class="blank" />
      )}
      <div class="player-controls">
        <button type="button" aria-pressed={playing} onClick={() => setPlaying(!playing)}>
          {playing ? 'Stop playing' : 'Play'}
        </button>
        <input
          type="range"
          aria-label="Place on the way from A to B"
          aria-valuetext={`${Math.round((100 * frame) / (count - 1))} % of the way to B`}
          min={0}
          max={count - 1}
          step={1}
          value={frame}
          onInput={(event) => {
            setPlaying(false);
            show(event.currentTarget.valueAsNumber);
          }}
        />
      </div>
    </div>
  );
}

/** Shows frames one after another while `playing`, starting from the current frame. */
function usePlay(
  playing: boolean,
  frame: number,
  count: number,
  show: (frame: number) => void,
): void {
  const begin = useRef(frame);
  begin.current = frame;
  useEffect(() => {
    if (!playing) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const way = calm ? (CALM_MS * (count - 1)) / CALM_STRIDE : WAY_MS;
    const began = performance.now() - timeOf(begin.current, way, count);
    const step = () => show(pingPong(performance.now() - began, way, count));
    if (calm) {
      const timer = setInterval(step, CALM_MS);
      return () => clearInterval(timer);
    }
    let request = requestAnimationFrame(function next() {
      step();
      request = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, count, show]);
}
