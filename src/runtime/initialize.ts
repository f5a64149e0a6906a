import type { Initializer } from '../graph/initializer.ts';
import { logicalSize } from '../graph/layout.ts';
import { type PartValues, packState } from '../graph/stateLayout.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { readView, writeView } from '../graph/view.ts';
import { Later } from '../later.ts';
import { streams } from '../random/streams.ts';
import { threefry2x32, uniform01 } from '../random/threefry.ts';
import type { Snapshot } from './snapshot.ts';

/** Draws that the classic model does not need. They load with a store that has any. */
export const otherDraws = new Later(() => import('./otherDraws.ts'));

/** Loads what draws the initial values of a store. */
export async function loadDraws(store: Store): Promise<void> {
  const initial = [...store.parameters, ...store.variables].map(({ name }) => store.initial(name));
  const all = initial.flatMap(({ init, parts }) => [init, ...parts.map((part) => part.init)]);
  if (all.some(({ kind }) => kind === 'normal' || kind === 'orthogonal')) await otherDraws.load();
}

/** Initial state of a store whose draws are loaded. Every value depends only on (seed, tensor, element). */
export function freshSnapshot(store: Store, seed: number): Snapshot {
  const { parameters, variables } = store;
  const image = packState(store, {
    parameters: initialValues(store, parameters, seed, 0),
    variables: initialValues(store, variables, seed, parameters.length),
  });
  return { state: { step: 0, epoch: 0, row: 0 }, image };
}

/** @param first number of the first tensor; the number selects its random draws */
function initialValues(
  store: Store,
  tensors: readonly Tensor[],
  seed: number,
  first: number,
): PartValues {
  return new Map(
    tensors.map(({ name, shape }, i) => {
      const { init, parts } = store.initial(name);
      const values = drawn(init, shape, seed, first + i);
      for (const part of parts) {
        if (part.init === init) continue;
        const own = drawn(part.init, shape, seed, first + i);
        writeView(values, shape, part.view, readView(own, shape, part.view));
      }
      return [name, values] as const;
    }),
  );
}

function drawn(
  init: Initializer,
  shape: readonly number[],
  seed: number,
  number: number,
): Float32Array {
  const size = logicalSize(shape);
  switch (init.kind) {
    case 'constant':
      return new Float32Array(size).fill(init.value);
    case 'uniform':
      return uniform(size, seed, number, init.bound);
    default:
      return otherDraws.get().drawnOther(init, shape, { seed, number });
  }
}

/** Uniform values in ±bound. A plain loop: large models draw millions of them. */
function uniform(size: number, seed: number, number: number, bound: number): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i += 2) {
    const [first, second] = threefry2x32(seed, streams.initialization, number, i / 2);
    values[i] = (2 * uniform01(first) - 1) * bound;
    if (i + 1 < size) values[i + 1] = (2 * uniform01(second) - 1) * bound;
  }
  return values;
}
