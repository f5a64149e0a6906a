import type { Gpu } from '../gpu/device.ts';
import { DeviceStore } from '../gpu/deviceStore.ts';
import type { Store } from '../graph/store.ts';
import type { Snapshot } from './snapshot.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * A model's values on one device and how far they have been trained. Replaced as a whole
 * when the device is lost, so work begun on the old one cannot be taken for work on the new.
 */
export interface LiveState {
  readonly gpu: Gpu;
  readonly store: DeviceStore;
  /** Counted by what has been submitted. */
  readonly state: TrainingState;
}

/**
 * Puts a snapshot of a store on a device, and disposes of the device where that fails.
 * @param snapshot is asked for when it is known that the store fits the device
 * @throws LimitError if it does not
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
