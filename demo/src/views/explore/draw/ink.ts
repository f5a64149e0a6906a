import { ShapeError } from 'webgpu-vae/formats';

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The drawn ink, from 0 (none) to 255, row by row. */
export interface Ink extends Size {
  /** `[height · width]` */
  readonly values: Uint8Array;
}

/** A point of a stroke, in pixels of the ink from its top left. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
}

export type Stroke = readonly StrokePoint[];

/** Width in pixels over which the edge of a stroke fades. */
const SOFT_EDGE = 6;

export function blankInk({ width, height }: Size): Ink {
  return { width, height, values: new Uint8Array(width * height) };
}

/**
 * Adds a round line from `from` to `to` with a soft edge. Two equal points give a dot.
 * @param radius half the width of the line, measured where ink has half its intensity, in pixels
 */
export function addSegment(ink: Ink, from: StrokePoint, to: StrokePoint, radius: number): void {
  const { width, height, values } = ink;
  const margin = radius + SOFT_EDGE / 2;
  const clampTo = (limit: number, value: number) => Math.min(limit, Math.max(0, value));
  const left = clampTo(width, Math.floor(Math.min(from.x, to.x) - margin));
  const right = clampTo(width, Math.ceil(Math.max(from.x, to.x) + margin));
  const top = clampTo(height, Math.floor(Math.min(from.y, to.y) - margin));
  const bottom = clampTo(height, Math.ceil(Math.max(from.y, to.y) + margin));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const distance = distanceToSegment(x + 0.5, y + 0.5, from, to);
      const cover = clampTo(1, (margin - distance) / SOFT_EDGE);
      const at = y * width + x;
      values[at] = Math.max(values[at] as number, Math.round(255 * cover));
    }
  }
}

/** Adds a whole stroke. */
export function addStroke(ink: Ink, stroke: Stroke, radius: number): void {
  for (const [i, point] of stroke.entries()) addSegment(ink, stroke[i - 1] ?? point, point, radius);
}

/**
 * Enlarges an image to ink by bilinear interpolation.
 * @param image `[height · width]`, intensities 0..1 or bytes
 * @throws ShapeError if the image does not have its declared size
 */
export function inkOfImage(image: Float32Array | Uint8Array, of: Size, to: Size): Ink {
  if (image.length !== of.width * of.height) {
    throw new ShapeError(
      `an image of ${of.width} x ${of.height} has ${of.width * of.height} values, got ${image.length}`,
    );
  }
  const scale = image instanceof Uint8Array ? 1 : 255;
  const ink = blankInk(to);
  const pixel = (x: number, y: number) => {
    const inside = x >= 0 && y >= 0 && x < of.width && y < of.height;
    return inside ? scale * (image[y * of.width + x] as number) : 0;
  };
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const sourceX = ((x + 0.5) * of.width) / to.width - 0.5;
      const sourceY = ((y + 0.5) * of.height) / to.height - 0.5;
      const [column, row] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [right, down] = [sourceX - column, sourceY - row];
      const upper = (1 - right) * pixel(column, row) + right * pixel(column + 1, row);
      const lower = (1 - right) * pixel(column, row + 1) + right * pixel(column + 1, row + 1);
      ink.values[y * to.width + x] = Math.round((1 - down) * upper + down * lower);
    }
  }
  return ink;
}

function distanceToSegment(x: number, y: number, from: StrokePoint, to: StrokePoint): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const square = alongX ** 2 + alongY ** 2;
  const share = square && ((x - from.x) * alongX + (y - from.y) * alongY) / square;
  const near = Math.min(1, Math.max(0, share));
  return Math.hypot(x - from.x - near * alongX, y - from.y - near * alongY);
}
