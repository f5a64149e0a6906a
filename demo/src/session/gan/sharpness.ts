import type { ImageForm } from '../../parts/pixels.ts';

/**
 * How sharp images are: the mean square of their Laplacian, over the pixels that have all four neighbours.
 * @param values `[count, height · width · channels]`, intensities 0..1
 */
export function sharpness(values: Float32Array, { width, height, channels }: ImageForm): number {
  const size = width * height * channels;
  const across = width * channels;
  const at = (place: number) => values[place] as number;
  let [sum, count] = [0, 0];
  for (let first = 0; first < values.length; first += size) {
    for (let y = 1; y < height - 1; y++) {
      for (let x = channels; x < across - channels; x++) {
        const place = first + y * across + x;
        const beside = at(place - channels) + at(place + channels);
        const around = beside + at(place - across) + at(place + across);
        sum += (around - 4 * at(place)) ** 2;
        count += 1;
      }
    }
  }
  return sum / count;
}
