import type { Size } from './ink.ts';

/** The longer side of what is drawn on, in pixels. */
const LONGER_SIDE = 280;

/** What is drawn on has the shape of the images. */
export function inkSize({ width, height }: Size): Size {
  const scale = LONGER_SIDE / Math.max(width, height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
