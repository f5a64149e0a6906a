import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * canvas [LINES, PITCH]: pictures of x [M, PICTURE_HEIGHT · PICTURE_WIDTH · CHANNELS] side by side,
 * COLUMNS in a line, as red, green, blue and alpha from the lowest byte, or with blue first (BGRA)
 */
export const pixels: Twin<'pixels'> = (
  {
    constants: { M, VALUES, LINES, PITCH, PICTURE_WIDTH, PICTURE_HEIGHT, CHANNELS, COLUMNS, BGRA },
    step,
  },
  x,
  canvas,
) => {
  for (let line = 0; line < LINES; line++) {
    for (let place = 0; place < PITCH; place++) put(canvas, line * PITCH + place, 0);
  }
  for (let picture = 0; picture < Math.min(M, step.row_count); picture++) {
    const top = Math.floor(picture / COLUMNS) * PICTURE_HEIGHT;
    const left = (picture % COLUMNS) * PICTURE_WIDTH;
    for (let i = 0; i < PICTURE_HEIGHT * PICTURE_WIDTH; i++) {
      const [line, place] = [top + Math.floor(i / PICTURE_WIDTH), left + (i % PICTURE_WIDTH)];
      if (line >= LINES || place >= PITCH) continue;
      const level = (channel: number): number => {
        const value = at(x, picture * VALUES + i * CHANNELS + (channel % CHANNELS));
        // As in f32, so that both round the same way.
        return Math.floor(Math.fround(255 * Math.min(1, Math.max(0, value)) + 0.5));
      };
      const [first, last] = BGRA ? [level(2), level(0)] : [level(0), level(2)];
      put(canvas, line * PITCH + place, first + 256 * (level(1) + 256 * (last + 256 * 255)));
    }
  }
};
