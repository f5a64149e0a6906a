import { DataError } from '../errors.ts';

/** The error for a file or folder that the system does not let read: missing, a folder, or without permission. */
export function couldNotRead(path: string, error: unknown): DataError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DataError(`could not read "${path}": ${reason}`, { cause: error });
}
