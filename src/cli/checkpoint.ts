import { Argument, Command } from 'commander';
import type { Model } from '../families/model.ts';
import { VAE } from '../index.ts';
import { relaunchWithSoftware } from '../node/relaunch.ts';
import { ofFile, readCheckpoint, savedForm } from './checkpointFile.ts';
import type { Computer } from './computer.ts';
import type { DataForm } from './dataForm.ts';
import type { DataOptions, Part } from './dataOptions.ts';
import { modelOf } from './describedModel.ts';
import { onNotice } from './model.ts';
import { openAdapter } from './openAdapter.ts';
import { assertPackages } from './packages.ts';
import { relaunches } from './relaunches.ts';
import { dataOptions, limitOption, partOption } from './sharedOptions.ts';

/** The argument of all commands that work on a trained model. */
export const checkpointArgument = (): Argument =>
  new Argument('<checkpoint>', 'the model.safetensors of a run');

/** Options that all these commands share. */
export interface CheckpointOptions extends Computer {
  readonly checkpoint: string;
  /** The data set that the command reads, if it reads one. */
  readonly dataset?: string;
}

/** Options of the commands that work on a part of a data set. */
export interface PartOptions extends CheckpointOptions, DataOptions {
  readonly dataset: string;
  readonly part: Part;
}

/** A command that takes a checkpoint and a part of a data set. */
export function partCommand(name: string, description: string): Command {
  const command = new Command(name).description(description).addArgument(checkpointArgument());
  for (const option of dataOptions()) command.addOption(option);
  return command.addOption(partOption()).addOption(limitOption()).allowExcessArguments(false);
}

/** The work of a command on a model that it opened. */
type Use<T> = (model: VAE, prepared: T, described: Model, checkpoint: string) => Promise<void>;

/**
 * Opens the models of checkpoints one after the other, uses each, and frees it.
 *
 * @param prepare checks the input before a device is opened; receives the form of a model's data
 * @param use receives the model and its description
 * @returns the exit code
 * @throws VaeError for every error that the user can correct
 */
export async function withCheckpoints<T>(
  checkpoints: readonly string[],
  options: Omit<CheckpointOptions, 'checkpoint'>,
  prepare: (form: DataForm | undefined) => Promise<T>,
  use: Use<T>,
): Promise<number> {
  assertPackages(options);
  if (relaunches(options)) return relaunchWithSoftware();
  const read: { checkpoint: string; bytes: Uint8Array; prepared: T }[] = [];
  for (const checkpoint of checkpoints) {
    const bytes = await readCheckpoint(checkpoint, 'the checkpoint');
    read.push({ checkpoint, bytes, prepared: await prepare(savedForm(bytes)) });
  }
  for (const { checkpoint, bytes, prepared } of read) {
    // Each model has a device of its own, and an adapter gives one.
    const { gpu, adapter, release } = await openAdapter(options);
    try {
      const open = (): Promise<VAE> => VAE.load(bytes, { gpu, adapter, onNotice });
      const model = await ofFile(checkpoint, 'the checkpoint', open);
      try {
        await use(model, prepared, await modelOf(model.architecture), checkpoint);
      } finally {
        model.dispose();
      }
    } finally {
      release();
    }
  }
  return 0;
}

/** The same for one checkpoint. */
export const withCheckpoint = <T>(
  options: CheckpointOptions,
  prepare: (form: DataForm | undefined) => Promise<T>,
  use: Use<T>,
): Promise<number> => withCheckpoints([options.checkpoint], options, prepare, use);
