import type { AskedModel } from '../families/asked.ts';
import type { Architecture } from '../families/model.ts';
import type { Safetensors } from '../formats/safetensors.ts';
import type { StatePart } from '../graph/stateLayout.ts';
import type { ParameterGroup, Store } from '../graph/store.ts';
import type { View } from '../graph/view.ts';
import type { OptimizerName } from '../optimizers/registry.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import type { TrainingOptions } from '../training/options.ts';

/** Value of `format` in the metadata of a checkpoint. */
export const FORMAT = 'webgpu-vae';
/** Version 1 stored a fully connected VAE in its short form, as `config`. */
export const VERSION = 2;

/** `kind` of what is stored in place of a schedule that is a function, which a file cannot hold. */
export const FUNCTION = 'function';

/**
 * Prefix of an optimizer's moments in files. Parameters and variables have PyTorch's names without
 * a prefix.
 */
export function prefixOf(part: StatePart, optimizer: OptimizerName): string {
  return `${optimizer}.${part}.`;
}

/** The views of a group's parameters, in order of declaration. */
export function viewsOf(store: Store, { parameters }: ParameterGroup): readonly View[] {
  const names = new Set(parameters.map(({ name }) => name));
  return store.views.filter(({ of }) => names.has(of));
}

export interface Checkpoint {
  /**
   * The structure of the model; in version 1 the short form. Missing in files of plain weights,
   * where it follows from the shapes.
   */
  readonly made?:
    | { readonly architecture: Architecture }
    | { readonly config: NonNullable<AskedModel['config']> };
  /** Missing in files of plain weights, such as PyTorch's. */
  readonly training?: { readonly options: Partial<TrainingOptions>; readonly state: TrainingState };
  /** The kernels that the run used, if the file contains them. */
  readonly kernels?: Partial<KernelChoices>;
  readonly file: Safetensors;
}
