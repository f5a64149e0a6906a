import { CheckpointError } from '../errors.ts';
import { assertHistory } from '../privacy/steps.ts';

/** @throws CheckpointError for anything but the private steps of a run */
export function assertPrivateHistory(history: unknown): void {
  try {
    assertHistory(history);
  } catch (cause) {
    throw new CheckpointError(
      `the checkpoint's "training" must give "privacy" as the private steps taken: ${(cause as Error).message}`,
      { cause },
    );
  }
}
