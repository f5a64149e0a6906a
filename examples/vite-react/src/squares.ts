/** Width and height of an image. */
export const SIZE = 16;

/** Images of a square of random place and size: `[count, SIZE * SIZE]` bytes, one image a row. */
export function squares(count: number): Uint8Array {
  const pixels = new Uint8Array(count * SIZE * SIZE);
  const below = (limit: number) => Math.floor(Math.random() * limit);
  for (let image = 0; image < count; image++) {
    const side = 4 + below(5);
    const left = below(SIZE - side);
    const top = below(SIZE - side);
    for (let y = top; y < top + side; y++) {
      const start = (image * SIZE + y) * SIZE + left;
      pixels.fill(255, start, start + side);
    }
  }
  return pixels;
}
