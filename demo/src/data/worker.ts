import { VaeError } from 'webgpu-vae/formats';
import type { ImageSet } from './imageSet.ts';
import { loadMnist } from './mnist.ts';
import type { DataReply, DataRequest } from './protocol.ts';

/** The smallest step of progress that is worth a message. */
const progressStep = 0.005;

addEventListener('message', async ({ data: request }: MessageEvent<DataRequest>) => {
  try {
    const images = await load(request, progressReporter());
    reply({ kind: 'done', images }, buffersOf(images));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reply({ kind: 'failed', message, expected: error instanceof VaeError });
  }
});

async function load(request: DataRequest, report: (share: number) => void): Promise<ImageSet> {
  if (request.kind === 'mnist') return loadMnist(request.base, report);
  // MNIST needs none of what reads other files.
  const { readFiles } = await import('./readFiles.ts');
  return readFiles(request.files, request.side, report);
}

/** Passes on shares that have grown by a visible step, and the last one. */
function progressReporter(): (share: number) => void {
  let reported = 0;
  return (share) => {
    if (share - reported < progressStep && (share < 1 || reported === 1)) return;
    reported = share;
    reply({ kind: 'progress', share });
  };
}

function reply(message: DataReply, transfer: ArrayBuffer[] = []): void {
  postMessage(message, { transfer });
}

/** The memory of a set, each buffer once, to be moved to the page instead of copied. */
function buffersOf({ train, test }: ImageSet): ArrayBuffer[] {
  const arrays = [train.data, train.labels, test.data, test.labels];
  const buffers = arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
  return [...new Set(buffers)];
}
