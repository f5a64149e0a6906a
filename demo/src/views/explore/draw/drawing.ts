import type { Signal } from '@preact/signals';
import type { Ink, Stroke } from './ink.ts';

/** A drawing and the image below it. */
export interface Drawing {
  readonly strokes: Signal<readonly Stroke[]>;
  /** The test image used as the background of the drawing. */
  readonly sheet: Signal<{ readonly row: number; readonly ink: Ink } | undefined>;
  /** The drawing in the size of the model's images. */
  readonly drawing: Signal<Uint8Array | Float32Array | undefined>;
}
