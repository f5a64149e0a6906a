import type { LinearMemory } from '../memory/linearMemory.ts';
import { CallerRunner } from './callerRunner.ts';
import type { Runner, RunnerEvents } from './runner.ts';
import { ThreadPool } from './threadPool.ts';

/**
 * Opens threads, and where there are none the caller's thread. A single thread is worth a pool too: it
 * leaves the caller's to the page, which can prepare the next work meanwhile, and needs no slices.
 * @param threads 0 for the caller's
 */
export async function openRunner(
  memory: LinearMemory,
  threads: number,
  events: RunnerEvents,
): Promise<Runner> {
  if (threads > 0) {
    try {
      return await ThreadPool.open(memory, threads, events);
    } catch {
      // Content security policies may forbid workers from blob: URLs.
    }
  }
  return new CallerRunner(memory, events);
}
