/**
 * Names that the documents' code uses and does not declare: the reader's own data and page. The table in
 * docs/README.md describes each of them.
 */

const PIXELS = 784;

/** Pictures of 28 x 28 pixels: a bar of random place and length, so that there is something to learn. */
function pictures(count: number): Uint8Array {
  const rows = new Uint8Array(count * PIXELS);
  for (let row = 0; row < count; row++) {
    const top = 4 + ((row * 7) % 17);
    const left = 2 + ((row * 5) % 11);
    const width = 6 + ((row * 3) % 9);
    for (let y = top; y < top + 4; y++) {
      const start = row * PIXELS + y * 28 + left;
      rows.fill(160 + ((row * 13) % 96), start, start + width);
    }
  }
  return rows;
}

/** The same rows of numbers at every call, in [0, 1). */
function numbers(count: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  });
}

export const images: Uint8Array = pictures(128);
export const labels: Uint8Array = Uint8Array.from({ length: 128 }, (_, row) => row % 10);
export const testImages: Uint8Array = pictures(160).subarray(128 * PIXELS);
export const testLabels: Uint8Array = labels.slice(0, 32);

export const genes = 40;
export const counts: Float32Array = Float32Array.from(numbers(128 * genes), (value, i) =>
  Math.floor(value ** 3 * 12 * (1 + (i % 3))),
);

/** Reports of the weather, which have two topics. */
export const texts: string[] = numbers(60).map((kind, i) =>
  kind < 0.5
    ? `sunny beach, warm sea and white sand ${i}`
    : `cold snow, frozen lake and steep slope ${i}`,
);

/** Three columns that follow one hidden cause, like measurements of one machine. */
export const table = numbers(300).map((cause, i) => ({
  temperature: 20 + 15 * cause + (i % 4) / 4,
  pressure: 1 + 0.4 * cause,
  state: i % 3 === 0 ? 'idle' : i % 3 === 1 ? 'warm' : 'busy',
}));

const inPage = typeof document !== 'undefined';

/** A canvas with a picture of 28 x 28 pixels, in the page. */
export const canvas = (inPage ? drawn() : undefined) as HTMLCanvasElement;

function drawn(): HTMLCanvasElement {
  const made = document.createElement('canvas');
  made.width = 28;
  made.height = 28;
  const context = made.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d context');
  context.fillStyle = 'black';
  context.fillRect(0, 0, 28, 28);
  context.fillStyle = 'white';
  context.fillRect(8, 6, 12, 4);
  document.body.append(made);
  return made;
}
