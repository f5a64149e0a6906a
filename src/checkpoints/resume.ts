import type { AskedModel } from '../families/asked.ts';
import { type ArchitectureChoice, familyOf } from '../families/registry.ts';
import type { Store } from '../graph/store.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import { givenTraining, type TrainingOptions } from '../training/options.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { restoreSnapshot } from './restoreSnapshot.ts';
import { resumedArchitecture } from './resumedArchitecture.ts';
import { resumedOptions } from './resumedOptions.ts';

/** A file combined with the options of the caller. */
export interface Resumed {
  readonly architecture: ArchitectureChoice;
  readonly training: Partial<TrainingOptions>;
  /** The kernels that the file names. */
  readonly kernels: Partial<KernelChoices> | undefined;
  /**
   * The state of the file.
   * @param training the complete options
   * @throws CheckpointError naming a tensor that is missing or has another shape
   */
  restore(store: Store, training: TrainingOptions): Snapshot;
}

/**
 * Reads a checkpoint or a file of plain weights, whose options the given ones override.
 * @throws FormatError if the bytes are not safetensors
 * @throws CheckpointError if the contents are invalid, hold no model, or do not fit the options
 * @throws ConfigError for an option that is out of range
 */
export async function resume(
  bytes: Uint8Array,
  options: AskedModel & Partial<TrainingOptions> & { readonly weightsOnly?: boolean },
): Promise<Resumed> {
  const { training: run, ...weights } = readCheckpoint(bytes);
  const checkpoint: Checkpoint =
    run && !options.weightsOnly ? { ...weights, training: run } : weights;
  const { privacy } = checkpoint.training?.state ?? {};
  if (privacy !== undefined) {
    const { assertPrivateHistory } = await import('./privateHistory.ts');
    assertPrivateHistory(privacy);
  }
  const architecture = await resumedArchitecture(checkpoint, options);
  const family = await familyOf(architecture);
  return {
    architecture,
    training: resumedOptions(checkpoint, givenTraining(options, family), family),
    kernels: checkpoint.kernels,
    restore: (store, training) => restoreSnapshot(checkpoint, store, training),
  };
}
