import { median } from './averages.ts';

/** Work is doubled until it takes this long: then what a submit costs by itself matters little. */
const ENOUGH_MS = 10;

/** Pieces of one submit at most. */
const MOST = 2 ** 12;

/** Milliseconds of one piece of work, and the pieces of the longer submits. */
export interface Slope {
  readonly ms: number;
  readonly pieces: number;
}

/** Waits for work to be done, in milliseconds by the host's clock. */
export async function wallMs(
  device: GPUDevice,
  encode: (encoder: GPUCommandEncoder) => void,
): Promise<number> {
  const encoder = device.createCommandEncoder({ label: 'wall clock' });
  encode(encoder);
  const commands = encoder.finish();
  const start = performance.now();
  device.queue.submit([commands]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - start;
}

/**
 * Milliseconds of one piece of work by the host's clock alone: the median slope between
 * submits of n and of 2n pieces, in which what a submit costs cancels out.
 * @param encode records that many pieces
 */
export async function slopeMs(
  device: GPUDevice,
  encode: (encoder: GPUCommandEncoder, pieces: number) => void,
  rounds: number,
): Promise<Slope> {
  const time = (pieces: number): Promise<number> =>
    wallMs(device, (encoder) => encode(encoder, pieces));
  let pieces = 1;
  await time(pieces);
  while (2 * pieces < MOST && (await time(pieces)) < ENOUGH_MS) pieces *= 2;
  const more = 2 * pieces;
  const slopes: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const few = await time(pieces);
    const many = await time(more);
    slopes.push((many - few) / pieces);
    least = Math.min(least, many);
  }
  const slope = median(slopes);
  // On an adapter that others use, noise may hide the slope; then a bound from above has to do.
  return { ms: slope > 0 ? slope : least / more, pieces: more };
}
