import type { Gpu } from '../gpu/device.ts';
import { DeviceStore } from '../gpu/deviceStore.ts';
import type { Store } from '../graph/store.ts';
import type { Snapshot } from './snapshot.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * A model's values on one device, and the position of training. A device loss replaces the whole
 * object, so that work on the old device is recognised as outdated.
 */
export interface LiveState {
  readonly gpu: Gpu;
  readonly store: DeviceStore;
  /** Advances when steps are submitted. */
  readonly state: TrainingState;
}

/**
 * Writes a snapshot of a store to a device. Disposes of the device on failure.
 * @param snapshot called after the device limits were checked
 * @throws LimitError if the store does not fit the device
 */
export async function loadSnapshot(
  gpu: Gpu,
  store: Store,
  snapshot: () => Snapshot,
): Promise<{ live: LiveState; snapshot: Snapshot }> {
  try {
    const values = new DeviceStore(gpu, store);
    await values.settled();
    const loaded = snapshot();
    values.write(loaded.image);
    return { live: { gpu, store: values, state: { ...loaded.state } }, snapshot: loaded };
  } catch (error) {
    gpu.dispose();
    throw error;
  }
}
