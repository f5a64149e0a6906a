import { type Points, pointsOf } from '../points/points.ts';

/**
 * The complexity of each row in nats: the length of its bytes as deflate compresses them. Models give smooth rows
 * high likelihoods, also those of other data; -log p(x) less the complexity, both in nats, ranks unusual rows
 * better. It is that of bytes one after the other, without the filters of PNG, and holds some twenty bytes of the
 * format, so small rows all look alike. Values are rounded to bytes, with 1 as 255. Source: Serrà et al., "Input
 * complexity and out-of-distribution detection with likelihood-based generative models", 2020.
 *
 * @param rows `[rows, columns]`, values from 0 to 1
 * @returns `[rows]`
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other than whole rows
 */
export async function inputComplexity(rows: Points): Promise<Float64Array> {
  const { rows: count, columns, values } = pointsOf(rows, 'rows');
  const bytes = Uint8ClampedArray.from(values, (value) => Math.round(255 * value));
  const complexities = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const own = bytes.subarray(row * columns, (row + 1) * columns);
    complexities[row] = 8 * Math.LN2 * (await deflatedLength(own));
  }
  return complexities;
}

async function deflatedLength(bytes: Uint8ClampedArray<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
