import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { Gpu } from '../gpu/device.ts';
import type { DeviceStore } from '../gpu/deviceStore.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import type { VariantChoices } from '../kernels/variants.ts';
import type { TrainingState } from './trainingState.ts';

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
 * What decides which kernels run, and with them the bits of the results. Part of a run: it is
 * saved with the model, and outlives a lost device.
 */
export interface KernelChoices {
  readonly fuse: boolean;
  /**
   * Whether the batch is written to memory for the weight gradients, instead of gathered again;
   * by the kind of adapter where it was not measured.
   */
  readonly keepBatch?: boolean;
  /** The variants of products, where they were measured or given. */
  readonly variants?: VariantChoices;
  /** The adapter that the choices were made on. */
  readonly adapter?: AdapterDescription;
}

/** Something that an app may want to know and need not act on. */
export interface Notice {
  /**
   * `other-adapter`: choices made on another adapter are kept, results may differ in bits.
   * `variant-unavailable`: a recorded variant cannot run here, its product takes the default.
   * `tuning-not-kept`: what `tune` measured could not be stored for the next time.
   */
  readonly kind: 'other-adapter' | 'variant-unavailable' | 'tuning-not-kept';
  readonly message: string;
}
