import { NumericsError } from '../errors.ts';
import type { Program } from '../families/model.ts';
import { Executable } from '../gpu/executable.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import { type Dispatch, type Plan, planTensors, tensorsOf } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { Engine } from '../runtime/engine.ts';

/** Roles of tensors that are inspected: their values belong to one step. */
const INSPECTED: readonly Tensor['role'][] = [
  'parameter',
  'activation',
  'gradient',
  'parameterGradient',
  'terms',
];

/**
 * Runs a step again on the recorded plan, without fusion and without its update, and finds the
 * first tensor that holds NaN or infinity.
 *
 * @param record the step's scalars; the inputs must hold its rows
 * @returns the error to throw
 */
export async function findBadTensor(
  engine: Engine,
  { plan }: Pick<Program, 'plan'>,
  inputs: InputBuffers,
  record: StepScalars,
): Promise<NumericsError> {
  const withoutUpdate = {
    name: 'bad step',
    step: plan.step.filter((dispatch) => !updates(dispatch)),
    burst: [],
  };
  const { gpu, store } = engine;
  const executable = await Executable.compile(gpu, store, withoutUpdate, inputs, 1);
  try {
    const tensors = planTensors(withoutUpdate).filter(({ role }) => INSPECTED.includes(role));
    const values = await executable.run([{ ...record, ring_slot: 0 }], tensors);
    const first = values.findIndex((each) => each.some((value) => !Number.isFinite(value)));
    const bad = tensors[first];
    return describe(record.counter, bad, bad !== undefined && isData(bad, plan));
  } finally {
    executable.dispose();
  }
}

/** True for dispatches that must not run twice: updates, and kernels that record a bad step. */
function updates(dispatch: Dispatch): boolean {
  return tensorsOf(dispatch).some(([, { role }]) => role === 'groupState' || role === 'health');
}

/** True for a tensor that holds unchanged rows of the data. */
function isData({ name }: Tensor, { step }: Plan): boolean {
  return step.some(
    ({ kernel, bindings }) => kernel.startsWith('gather') && bindings.batch?.name === name,
  );
}

function describe(step: number, tensor: Tensor | undefined, isData: boolean): NumericsError {
  const name = tensor?.name ?? 'the update';
  const advice = adviceFor(tensor, isData);
  return new NumericsError(
    `step ${step} met NaN or infinity, first in "${name}"; it was not applied and the state ` +
      `stands at step ${step - 1}: ${advice}`,
    { step, tensor: name },
  );
}

function adviceFor(tensor: Tensor | undefined, isData: boolean): string {
  if (isData) {
    return 'the data changed during the call and hold NaN or infinity: change them once it ended';
  }
  if (tensor?.role === 'parameter') {
    return 'the model holds NaN or infinity: load an earlier checkpoint';
  }
  return 'look for extreme values in data and options, or use a lower learning rate';
}
