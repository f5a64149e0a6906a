import type { Size } from './ink.ts';

/** Longer side of the drawing area, in pixels. */
const LONGER_SIDE = 280;

/** Size of the drawing area, with the aspect ratio of the images. */
export function inkSize({ width, height }: Size): Size {
  const scale = LONGER_SIDE / Math.max(width, height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
