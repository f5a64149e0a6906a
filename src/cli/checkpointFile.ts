import { readFile } from 'node:fs/promises';
import { readCheckpoint as readSaved } from '../checkpoints/readCheckpoint.ts';
import { resumedArchitecture } from '../checkpoints/resumedArchitecture.ts';
import { CheckpointError, ConfigError, FormatError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { type DataForm, dataFormOf, isComplete } from './dataForm.ts';
import { modelOf } from './describedModel.ts';

/**
 * Reads the file that `--resume` or an argument names.
 *
 * @param named name of the file's option or argument in the message.
 * @throws ConfigError when it cannot be read.
 * @throws FormatError or CheckpointError when it is no checkpoint; names the file
 */
export async function readCheckpoint(path: string, named = '--resume'): Promise<Uint8Array> {
  const bytes = await readBytes(path, named);
  await ofFile(path, named, async () => readSaved(bytes));
  return bytes;
}

/** Names the file in errors about the contents of a checkpoint. */
export async function ofFile<T>(path: string, named: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    for (const Kind of [FormatError, CheckpointError]) {
      if (error instanceof Kind && !error.message.includes(`"${path}"`)) {
        throw new Kind(`${named} "${path}": ${error.message}`, { cause: error });
      }
    }
    throw error;
  }
}

/**
 * The form of the data that the model of a checkpoint takes; undefined for images, and if the checkpoint does not say
 * its words, tokens, items, columns or genes.
 */
export function savedForm(checkpoint: Uint8Array): DataForm | undefined {
  const { made } = readSaved(checkpoint);
  const form =
    made && 'architecture' in made && made.architecture ? dataFormOf(made.architecture) : undefined;
  return isComplete(form) ? form : undefined;
}

/** The bytes of a file that an option or argument names. @throws ConfigError if it cannot be read */
export async function readBytes(path: string, named: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError(
      `${named} "${path}" cannot be read: ${error instanceof Error ? error.message : String(error)}. ` +
        'Pass the model.safetensors of an earlier run.',
      { cause: error },
    );
  }
}

/** The model of a checkpoint that an argument names, without a GPU and without its weights. */
export async function savedModel(path: string): Promise<Model> {
  const named = 'the checkpoint';
  const bytes = await readCheckpoint(path, named);
  return ofFile(path, named, async () => modelOf(await resumedArchitecture(readSaved(bytes), {})));
}
