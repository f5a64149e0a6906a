import { ConfigError } from '../errors.ts';
import type { HTMLCanvasElement, OffscreenCanvas } from '../platform.ts';

/** A canvas of the page, or one taken from it. */
export type Canvas = HTMLCanvasElement | OffscreenCanvas;

export function isCanvas(value: unknown): value is Canvas {
  return (
    (typeof HTMLCanvasElement !== 'undefined' && value instanceof HTMLCanvasElement) ||
    (typeof OffscreenCanvas !== 'undefined' && value instanceof OffscreenCanvas)
  );
}

/**
 * The part of a canvas that can be handed to a worker, once.
 * @throws ConfigError for a canvas with a context, or one that another worker has
 */
export function handedOver(canvas: Canvas): OffscreenCanvas {
  if (!('transferControlToOffscreen' in canvas)) return canvas;
  try {
    return canvas.transferControlToOffscreen();
  } catch (cause) {
    throw new ConfigError(
      `the canvas cannot be handed to a worker: ${String(cause)}. Use one that has no context and ` +
        'that no other worker draws on',
      { cause },
    );
  }
}
