import { logicalSize } from '../graph/layout.ts';
import { type PartValues, packState } from '../graph/stateLayout.ts';
import type { Store } from '../graph/store.ts';
import { streams } from '../random/streams.ts';
import { threefry2x32, uniform01 } from '../random/threefry.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Initial values of every parameter: uniform in ±bound, from (seed, parameter, element)
 * alone. Bounds of 1/√fan_in are what `torch.nn.Linear` draws from.
 */
function initialValues(store: Store, seed: number): PartValues {
  return new Map(
    store.parameters.map(({ name, shape }, number) => {
      const values = new Float32Array(logicalSize(shape));
      const bound = store.bound(name);
      for (let i = 0; i < values.length; i += 2) {
        const bits = threefry2x32(seed, streams.initialization, number, i / 2);
        for (const [lane, word] of bits.entries()) {
          values[i + lane] = (2 * uniform01(word) - 1) * bound;
        }
      }
      return [name, values] as const;
    }),
  );
}

/** A store before the first step. */
export function freshSnapshot(store: Store, seed: number): Snapshot {
  const image = packState(store, { parameters: initialValues(store, seed) });
  return { state: { step: 0, epoch: 0, row: 0 }, image };
}
