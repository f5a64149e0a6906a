import { CheckpointError } from '../errors.ts';
import type { Architecture } from '../families/model.ts';
import type { Safetensors } from '../formats/safetensors.ts';
import { isPlainObject } from '../plainData.ts';

/**
 * Parses one JSON object of a checkpoint's metadata. The caller checks its fields.
 * @throws CheckpointError if it is missing or no object
 */
export function parse(file: Safetensors, key: string): Readonly<Record<string, unknown>> {
  const text = file.metadata.get(key) ?? '';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`the checkpoint's "${key}" is missing or not JSON`, { cause });
  }
  if (isPlainObject(value)) return value;
  throw new CheckpointError(`the checkpoint's "${key}" must be an object, got ${text}`);
}

/** @throws CheckpointError if the file names no family */
export function architectureOf(file: Safetensors): Architecture {
  const architecture = parse(file, 'architecture');
  if (typeof architecture.family === 'string') return architecture as unknown as Architecture;
  throw new CheckpointError('the checkpoint\'s "architecture" must name its "family"');
}
