import { median } from './averages.ts';
import { type NudgedGpu, nudged } from './nudged.ts';

/**
 * The amount of work is doubled until it takes this long, so that the cost of a submit is small.
 */
const ENOUGH_MS = 10;

/** Maximum number of pieces in one submit. */
const MOST = 2 ** 12;

/** Milliseconds per piece of work, and the number of pieces in the longer submits. */
export interface Slope {
  readonly ms: number;
  readonly pieces: number;
}

/** Runs the recorded work to completion; returns milliseconds by the host's clock. */
export async function wallMs(
  gpu: NudgedGpu,
  encode: (encoder: GPUCommandEncoder) => void,
): Promise<number> {
  const { device } = gpu;
  const encoder = device.createCommandEncoder({ label: 'wall clock' });
  encode(encoder);
  const commands = encoder.finish();
  const start = performance.now();
  device.queue.submit([commands]);
  await nudged(gpu, device.queue.onSubmittedWorkDone());
  return performance.now() - start;
}

/**
 * Milliseconds per piece of work, measured with the host's clock: the median slope between submits
 * of n and 2n pieces, in which the cost of a submit cancels out.
 * @param encode records that many pieces
 */
export async function slopeMs(
  gpu: NudgedGpu,
  encode: (encoder: GPUCommandEncoder, pieces: number) => void,
  rounds: number,
): Promise<Slope> {
  const time = (pieces: number): Promise<number> =>
    wallMs(gpu, (encoder) => encode(encoder, pieces));
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
  // If other users of the adapter add noise that hides the slope, an upper bound is used.
  return { ms: slope > 0 ? slope : least / more, pieces: more };
}
