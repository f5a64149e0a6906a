import { fuseForward } from '../fusion/fuseForward.ts';
import { Executable } from '../gpu/executable.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import type { Plan } from '../graph/plan.ts';
import type { Engine } from './engine.ts';

/** A plan compiled for the current device, together with the owner of its inputs. */
export interface CompiledPlan {
  readonly executable: Executable;
  dispose(): void;
}

/**
 * Compiles a recorded plan with its inputs.
 * @param owner of the inputs: disposed of with the plan, or if compilation fails
 * @param capacity maximum number of steps in a burst
 * @param fuse the fusion of the plan; that of plans without gradients by default
 */
export async function compilePlan(
  engine: Engine,
  plan: Plan,
  inputs: InputBuffers,
  owner: { dispose(): void },
  capacity = 1,
  fuse: typeof fuseForward = fuseForward,
): Promise<CompiledPlan> {
  const { gpu, store } = engine;
  try {
    const executable = await Executable.compile(
      gpu,
      store,
      engine.adapt(plan, fuse),
      inputs,
      capacity,
    );
    const dispose = (): void => {
      executable.dispose();
      owner.dispose();
    };
    return { executable, dispose };
  } catch (error) {
    owner.dispose();
    throw error;
  }
}
