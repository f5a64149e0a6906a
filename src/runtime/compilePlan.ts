import { fuseForward } from '../fusion/fuseForward.ts';
import { Executable } from '../gpu/executable.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import type { Plan } from '../graph/plan.ts';
import type { Engine } from './engine.ts';

/** A plan made ready for the device at hand, with what owns its inputs. */
export interface CompiledPlan {
  readonly executable: Executable;
  dispose(): void;
}

/**
 * Compiles a recorded plan that uses a model over inputs.
 * @param owner of the inputs: disposed of with the plan, or where compiling fails
 * @param capacity steps of one burst
 */
export async function compilePlan(
  engine: Engine,
  plan: Plan,
  inputs: InputBuffers,
  owner: { dispose(): void },
  capacity = 1,
): Promise<CompiledPlan> {
  const { gpu, store } = engine;
  try {
    const executable = await Executable.compile(
      gpu,
      store,
      engine.adapt(plan, fuseForward),
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
