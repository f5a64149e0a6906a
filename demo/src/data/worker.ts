import { VaeError } from 'webgpu-vae/formats';
import type { ImageSet } from './imageSet.ts';
import { loadMnist } from './mnist.ts';
import type { DataReply, DataRequest } from './protocol.ts';

/** Minimum increase of progress that is sent. */
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
  // MNIST does not need the code that reads other files.
  const { readFiles } = await import('./readFiles.ts');
  return readFiles(request, report);
}

/** Forwards a share if it has grown by a visible step, and the last one. */
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

/** The buffers of a set, without duplicates, to transfer to the page. */
function buffersOf({ train, test }: ImageSet): ArrayBuffer[] {
  const arrays = [train.data, train.labels, test.data, test.labels];
  const buffers = arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
  return [...new Set(buffers)];
}
