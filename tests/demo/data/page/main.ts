import {
  DataLoader,
  type DroppedFile,
  type LoadOptions,
} from '../../../../demo/src/data/client.ts';
import { droppedFiles, pickedFiles } from '../../../../demo/src/data/drop.ts';
import type { ImageSet } from '../../../../demo/src/data/imageSet.ts';

const loader = new DataLoader();
let dropped: Promise<DroppedFile[]> | undefined;

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer) dropped = droppedFiles(event.dataTransfer);
});

/** A set with plain arrays, which can be sent to the test. */
function plain({ train, test, ...rest }: ImageSet) {
  const part = ({ name, rows, columns, dtype, data, labels }: ImageSet['train']) => ({
    ...{ name, rows, columns, dtype },
    first: [...data.subarray(0, columns)],
    sum: (data as Uint8Array).reduce((sum, value) => sum + value, 0),
    labels: labels && [...labels.subarray(0, 20)],
  });
  return { ...rest, train: part(train), test: part(test) };
}

async function loaded(load: (options: LoadOptions) => Promise<ImageSet>) {
  const shares: number[] = [];
  try {
    const images = plain(await load({ onProgress: (share) => shares.push(share) }));
    return { images, shares };
  } catch (error) {
    return { error: String(error), shares };
  }
}

function asFile(path: string, bytes: Iterable<number>): DroppedFile {
  return { path, file: new File([Uint8Array.from(bytes)], path.split('/').at(-1) as string) };
}

/** The functions that the test calls. */
const page = {
  loadMnist: () => loaded((options) => loader.loadMnist(options)),

  read: (files: { path: string; bytes: number[] }[], side: number) =>
    loaded((options) =>
      loader.readFiles(
        files.map(({ path, bytes }) => asFile(path, bytes)),
        { ...options, side },
      ),
    ),

  /** Reads the files last dropped on the page. */
  async readDropped(side: number) {
    const files = (await dropped) ?? [];
    const result = await loaded((options) => loader.readFiles(files, { ...options, side }));
    return { paths: files.map(({ path }) => path), ...result };
  },

  pickedPaths: () =>
    pickedFiles(document.querySelector('input')?.files as FileList).map(({ path }) => path),

  /** A picture with a black and a grey half, in a format that the browser can write. */
  async picture(type: string, width: number, height: number, grey: number) {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.fillRect(0, 0, width, height);
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    context.fillRect(width / 2, 0, width / 2, height);
    const blob = await canvas.convertToBlob({ type, quality: 1 });
    return { type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
  },

  /** Aborts at the first progress report, then loads again. */
  async abort() {
    const controller = new AbortController();
    const failure = await loader
      .loadMnist({
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('enough')),
      })
      .catch((error: unknown) => String(error));
    const late = await loader
      .loadMnist({ signal: controller.signal })
      .catch((error: unknown) => String(error));
    return { failure, late };
  },

  /** Disposes of a loader during a load. */
  async dispose() {
    const other = new DataLoader();
    const first = other.loadMnist({}).catch((error: unknown) => String(error));
    other.dispose();
    const second = other.loadMnist({}).catch((error: unknown) => String(error));
    return Promise.all([first, second]);
  },
};

Object.assign(globalThis, { page });
