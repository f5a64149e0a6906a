import { SingleBar } from 'cli-progress';
import type { NllEstimate, VAE } from '../index.ts';
import type { RunRows } from './runData.ts';

/**
 * Estimates the likelihood of images, with a progress bar if the stream is a terminal.
 * @param stream not standard output, since a program may read that
 */
export async function estimateWithProgress(
  model: Pick<VAE, 'estimateNll'>,
  data: RunRows,
  { samples, seed }: { readonly samples: number; readonly seed: number },
  stream: NodeJS.WriteStream = process.stderr,
): Promise<NllEstimate> {
  if (!stream.isTTY) return model.estimateNll(data, { samples, seed });
  const format = '-log p(x) {bar} {value}/{total} images  {eta_formatted} left';
  const bar = new SingleBar({
    stream,
    format,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    fps: 5,
  });
  bar.start(data.rows, 0);
  try {
    return await model.estimateNll(data, {
      samples,
      seed,
      onProgress: (rows) => bar.update(rows),
    });
  } finally {
    bar.stop();
  }
}

/** The estimate in one line: `-log p(x)  98.123 ± 0.245 nats an image, …`. */
export function nllText({ nll, standardError, samples, rows }: NllEstimate): string {
  // With one image there is no spread.
  const error = rows > 1 ? ` ± ${standardError.toFixed(3)}` : '';
  return (
    `-log p(x)  ${nll.toFixed(3)}${error} nats an image (standard error between images), ` +
    `importance-weighted, ${samples} samples an image, ${rows} ${rows === 1 ? 'image' : 'images'}`
  );
}
