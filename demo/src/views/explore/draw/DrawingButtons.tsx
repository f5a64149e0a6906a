import type { ComponentChildren } from 'preact';
import type { ImageSet } from '../../../data/imageSet.ts';
import { classesOf } from '../map/classes.ts';
import { nameOfRow, randomRow, testImage } from '../testImages.ts';
import type { Drawing } from './drawing.ts';
import { inkOfImage } from './ink.ts';
import { inkSize } from './inkSize.ts';

interface DrawingButtonsProps {
  readonly drawn: Drawing;
  readonly images: ImageSet;
  /** Other buttons. */
  readonly children?: ComponentChildren;
}

/** The buttons below a drawing, and what it is if it is a test image. */
export function DrawingButtons({ drawn, images, children }: DrawingButtonsProps) {
  const { strokes, sheet, drawing } = drawn;
  const take = () => {
    const row = randomRow(images.test.rows);
    const image = testImage(images, row);
    strokes.value = [];
    sheet.value = { row, ink: inkOfImage(image, images, inkSize(images)) };
    drawing.value = image;
  };
  const clear = () => {
    strokes.value = [];
    sheet.value = undefined;
    drawing.value = undefined;
  };
  const classes = classesOf(images.test.labels, images.classes);
  return (
    <div class="draw-foot">
      <div class="buttons">
        <button
          type="button"
          disabled={strokes.value.length === 0}
          onClick={() => {
            strokes.value = strokes.value.slice(0, -1);
          }}
        >
          Undo
        </button>
        <button type="button" disabled={!drawing.value} onClick={clear}>
          Clear
        </button>
        <button type="button" onClick={take}>
          Use a test image
        </button>
        {children}
      </div>
      <p class="hint" role="status">
        {sheet.value &&
          `${strokes.value.length > 0 ? 'Drawn upon' : 'This is'} ${nameOfRow(sheet.value.row, classes)}.`}
      </p>
    </div>
  );
}
