import type { TensorToWrite } from '../formats/safetensors.ts';
import { logicalSize } from '../graph/layout.ts';
import { type StateImage, type StatePart, unpackState } from '../graph/stateLayout.ts';
import type { RowView, Store } from '../graph/store.ts';

/**
 * One part of a state as the tensors of a file, under the names that files use.
 * @param views the tensors wanted, in the order in which they are given back
 */
export function namedTensors(
  store: Store,
  image: StateImage,
  part: StatePart,
  views: readonly RowView[],
): (readonly [name: string, tensor: TensorToWrite])[] {
  const values = unpackState(store, image, part);
  return views.map((view) => {
    const { start, end, shape } = locate(store, view);
    const data = values.get(view.of)?.subarray(start, end) ?? new Float32Array();
    return [view.name, { dtype: 'F32', shape, data }] as const;
  });
}

/** The range of a view's elements within its tensor, and its shape. */
export function locate(
  store: Store,
  view: RowView,
): { start: number; end: number; shape: number[] } {
  const [, ...rest] = store.parameters.find(({ name }) => name === view.of)?.shape ?? [];
  const width = logicalSize(rest);
  return {
    start: view.firstRow * width,
    end: (view.firstRow + view.rows) * width,
    shape: [view.rows, ...rest],
  };
}
