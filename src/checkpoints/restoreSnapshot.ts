import { logicalSize } from '../graph/layout.ts';
import { type PartValues, packState } from '../graph/stateLayout.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { fileShape, type View, writeView } from '../graph/view.ts';
import { keptParts } from '../optimizers/registry.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import { groupOptimizer, type TrainingOptions } from '../training/options.ts';
import { type Checkpoint, prefixOf, viewsOf } from './checkpoint.ts';
import { readTensor } from './readTensor.ts';

/**
 * The state that a checkpoint holds. Plain weights have no moments and start at step 0.
 * @param options of the resumed training, in which each group's optimizer matches the checkpoint
 * @throws CheckpointError naming a tensor that is missing, has another shape, or is not finite
 */
export function restoreSnapshot(
  { file, training }: Checkpoint,
  store: Store,
  options: TrainingOptions,
): Snapshot {
  const read = (tensors: readonly Tensor[], views: readonly View[], prefix = '') =>
    storedValues(file, tensors, views, prefix);
  const parameters = read(store.parameters, store.views);
  const moments = { m: new Map<string, Float32Array>(), v: new Map<string, Float32Array>() };
  for (const group of training ? store.groups : []) {
    const { optimizer } = groupOptimizer(options, group.name);
    for (const part of keptParts(optimizer)) {
      const values = read(group.parameters, viewsOf(store, group), prefixOf(part, optimizer));
      for (const [name, each] of values) moments[part].set(name, each);
    }
  }
  const image = packState(store, {
    parameters,
    variables: read(store.variables, store.variableViews),
    ...moments,
  });
  return { state: training?.state ?? { step: 0, epoch: 0, row: 0 }, image };
}

/**
 * The unpadded values of stored tensors in a file.
 * @param views the names that the file has for them
 * @param prefix of those names
 * @throws CheckpointError naming a tensor that is missing, has another shape, or is not finite
 */
export function storedValues(
  file: Checkpoint['file'],
  tensors: readonly Tensor[],
  views: readonly View[],
  prefix = '',
): PartValues {
  const shapes = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const values = new Map(
    tensors.map(({ name, shape }) => [name, new Float32Array(logicalSize(shape))]),
  );
  for (const view of views) {
    const whole = shapes.get(view.of) ?? [];
    const shape = fileShape(whole, view);
    const floats = readTensor(file, prefix + view.name, shape);
    writeView(values.get(view.of) ?? new Float32Array(), whole, view, floats);
  }
  return values;
}
