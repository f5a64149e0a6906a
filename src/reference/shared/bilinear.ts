/** The enlarged images of shaders/bilinear_forward.wgsl. */
export interface Enlargement {
  readonly M: number;
  readonly IN_HEIGHT: number;
  readonly IN_WIDTH: number;
  readonly CHANNELS: number;
  readonly SCALE_HEIGHT: number;
  readonly SCALE_WIDTH: number;
}

/** The share of a value of x in a value of y, by their indices. */
export interface Share {
  readonly x: number;
  readonly y: number;
  readonly share: number;
}

/** All shares of all rows and channels. Pixels at an edge may share a pixel in several parts. */
export function* sharesOf(sizes: Enlargement): Generator<Share> {
  const { M, IN_HEIGHT, IN_WIDTH, CHANNELS, SCALE_HEIGHT, SCALE_WIDTH } = sizes;
  const width = IN_WIDTH * SCALE_WIDTH;
  for (let row = 0; row < M; row++) {
    for (let v = 0; v < IN_HEIGHT * SCALE_HEIGHT; v++) {
      for (let u = 0; u < width; u++) {
        for (const [j, down] of neighbours(v, SCALE_HEIGHT, IN_HEIGHT)) {
          for (const [i, across] of neighbours(u, SCALE_WIDTH, IN_WIDTH)) {
            for (let channel = 0; channel < CHANNELS; channel++) {
              yield {
                x: ((row * IN_HEIGHT + j) * IN_WIDTH + i) * CHANNELS + channel,
                y: ((row * IN_HEIGHT * SCALE_HEIGHT + v) * width + u) * CHANNELS + channel,
                share: down * across,
              };
            }
          }
        }
      }
    }
  }
}

/** The two pixels that an enlarged pixel lies between along an axis, each with its share. */
function neighbours(pixel: number, scale: number, size: number) {
  const place = Math.max((pixel + 0.5) / scale - 0.5, 0);
  const before = Math.floor(place);
  const after = Math.min(before + 1, size - 1);
  return [
    [before, 1 - (place - before)],
    [after, place - before],
  ] as const;
}
