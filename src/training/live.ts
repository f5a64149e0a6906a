import type { Gpu } from '../gpu/device.ts';
import type { DeviceStore } from '../gpu/deviceStore.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import type { TrainingState } from './state.ts';

/** A whole state and the step at which it stood. */
export interface Snapshot {
  readonly state: TrainingState;
  readonly image: StateImage;
}

/**
 * A model's values on one device and how far they have been trained. Replaced as a whole
 * when the device is lost, so work begun on the old one cannot be taken for work on the new.
 */
export interface Live {
  readonly gpu: Gpu;
  readonly store: DeviceStore;
  /** Counted by what has been submitted. */
  readonly state: TrainingState;
}

/** What an app is told when its device was lost. */
export interface DeviceLoss {
  readonly reason: string;
  /** The step from which training goes on. */
  readonly step: number;
}

/**
 * What decides which kernels run, and with them the bits of the results. The variants for a
 * device are not part of it: they give the bits of their base kernels.
 */
export interface KernelChoices {
  readonly fuse: boolean;
}
