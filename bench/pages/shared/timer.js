/**
 * Times the contents of a compute pass with GPU timestamps. Without them it uses the slope of the
 * host's clock between n and 2n repetitions, in which the cost of a submit cancels out.
 */
import { wallMs } from '../../../src/gpu/slope.ts';
import { Timestamps } from '../../../src/gpu/timestamps.ts';

/**
 * The number of repetitions is doubled until a pass takes this long, so that overhead and coarse
 * clocks matter little.
 */
const ENOUGH_MS = 15;
const MOST_REPEATS = 4096;

/** @param {import('../../../src/gpu/device.ts').Gpu} gpu */
export function openTimer(gpu) {
  const timestamps = Timestamps.available(gpu) ? new Timestamps(gpu, 1) : undefined;
  const wall = (encode, repeats) =>
    wallMs(gpu, (encoder) => {
      const pass = encoder.beginComputePass({ label: 'timed' });
      encode(pass, repeats);
      pass.end();
    });

  /** Milliseconds per repetition. */
  const time = async (encode, repeats) => {
    if (timestamps) {
      const [ms] = await timestamps.measure((begin) => {
        const pass = begin('timed');
        encode(pass, repeats);
        pass.end();
      });
      return ms / repeats;
    }
    const few = await wall(encode, repeats);
    const many = await wall(encode, 2 * repeats);
    return many > few ? (many - few) / repeats : many / (2 * repeats);
  };

  return {
    clock: timestamps ? 'timestamps' : 'wall',
    time,
    /** Warms up and determines the number of repetitions per measurement. */
    async repeats(encode) {
      let repeats = 1;
      await time(encode, repeats);
      while (repeats < MOST_REPEATS && repeats * (await time(encode, repeats)) < ENOUGH_MS)
        repeats *= 2;
      return repeats;
    },
    dispose: () => timestamps?.dispose(),
  };
}
