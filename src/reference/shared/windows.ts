/** The windows over images of shaders/shared/window.wgsl. */
export interface Windows {
  readonly M: number;
  readonly IN_HEIGHT: number;
  readonly IN_WIDTH: number;
  readonly CHANNELS: number;
  readonly OUT_HEIGHT: number;
  readonly OUT_WIDTH: number;
  readonly WINDOW_HEIGHT: number;
  readonly WINDOW_WIDTH: number;
  readonly STRIDE_HEIGHT: number;
  readonly STRIDE_WIDTH: number;
  readonly PAD_HEIGHT: number;
  readonly PAD_WIDTH: number;
}

/** A window of one channel, by the index of its result, with the indices of its pixels in order. */
export interface Window {
  readonly result: number;
  readonly pixels: readonly number[];
}

/** All windows of all rows and channels, without their padding. */
export function* windowsOf(sizes: Windows): Generator<Window> {
  const { M, IN_HEIGHT, IN_WIDTH, CHANNELS, OUT_HEIGHT, OUT_WIDTH } = sizes;
  for (let row = 0; row < M; row++) {
    for (let y = 0; y < OUT_HEIGHT; y++) {
      const lines = along(
        y * sizes.STRIDE_HEIGHT - sizes.PAD_HEIGHT,
        sizes.WINDOW_HEIGHT,
        IN_HEIGHT,
      );
      for (let x = 0; x < OUT_WIDTH; x++) {
        const places = along(
          x * sizes.STRIDE_WIDTH - sizes.PAD_WIDTH,
          sizes.WINDOW_WIDTH,
          IN_WIDTH,
        );
        for (let channel = 0; channel < CHANNELS; channel++) {
          yield {
            result: ((row * OUT_HEIGHT + y) * OUT_WIDTH + x) * CHANNELS + channel,
            pixels: lines.flatMap((line) =>
              places.map(
                (place) => ((row * IN_HEIGHT + line) * IN_WIDTH + place) * CHANNELS + channel,
              ),
            ),
          };
        }
      }
    }
  }
}

/** The positions from `first` on that lie within `size`. */
function along(first: number, count: number, size: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i).filter((at) => at >= 0 && at < size);
}
