import { SingleBar } from 'cli-progress';
import type { NllEstimate, VAE } from '../index.ts';
import { IMAGE, type Noun } from './noun.ts';
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
  { many }: Noun = IMAGE,
): Promise<NllEstimate> {
  if (!stream.isTTY) return model.estimateNll(data, { samples, seed });
  const format = `-log p(x) {bar} {value}/{total} ${many}  {eta_formatted} left`;
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
export function nllText(
  { nll, standardError, samples, rows }: NllEstimate,
  { a, one, many }: Noun = IMAGE,
): string {
  // With one row there is no spread.
  const error = rows > 1 ? ` ± ${standardError.toFixed(3)}` : '';
  return (
    `-log p(x)  ${nll.toFixed(3)}${error} nats ${a} (standard error between ${many}), ` +
    `importance-weighted, ${samples} samples ${a}, ${rows} ${rows === 1 ? one : many}`
  );
}
