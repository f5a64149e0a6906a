import type { LinearMemory } from '../memory/linearMemory.ts';
import { CallerRunner } from './callerRunner.ts';
import type { Runner, RunnerEvents } from './runner.ts';

/** @param threads 0 for the caller's thread */
export async function openRunner(
  memory: LinearMemory,
  _threads: number,
  events: RunnerEvents,
): Promise<Runner> {
  return new CallerRunner(memory, events);
}
