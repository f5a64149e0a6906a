import { isRecord } from '../checks.ts';
import { floatsOf } from '../data/arrays.ts';
import type { ProgramOptions } from '../inference/runProgram.ts';

/**
 * A copy of the options with a copy of their condition.
 * @throws DataError unless the condition is finite floats
 */
export function withOwnCondition<T extends { readonly condition?: Float32Array | undefined }>(
  options: T,
): T {
  // The call refuses anything but an object.
  if (!isRecord(options) || options.condition === undefined) return options;
  return { ...options, condition: floatsOf(options.condition, 'condition').slice() };
}

/** A copy of the options with copies of the inputs. @throws DataError unless they are finite floats */
export function withOwnInputs(options: ProgramOptions): ProgramOptions {
  if (!isRecord(options) || !isRecord(options.inputs)) return options;
  const own = Object.entries(options.inputs).map(([name, values]) => [
    name,
    floatsOf(values, name).slice(),
  ]);
  return { ...options, inputs: Object.fromEntries(own) };
}
