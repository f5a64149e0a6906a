import { detectRaces } from 'wgsl_reflect/wgsl_reflect.module.js';
import { specialize } from '../../src/kernels/specialize.ts';
import { STEP_STRIDE, writeStep } from '../../src/kernels/step.ts';
import { padded } from './inputs.ts';
import type { KernelCase } from './kernelCases.ts';
import { type PreparedCase, prepareCase } from './preparedCase.ts';

export interface RacesFound {
  /** Two invocations at one address between two barriers, one of them writing; once a pair of lines. */
  readonly races: readonly string[];
  /** Barriers that not all invocations reach. */
  readonly errors: readonly string[];
}

/**
 * Interprets the first workgroup of a case's kernel, invocation by invocation between barriers,
 * and watches its workgroup and storage memory.
 *
 * @param change edits the WGSL first; it must change something
 */
export function findRaces(given: KernelCase, change?: (code: string) => string): RacesFound {
  const prepared = prepareCase(given);
  const { code, bindings } = specialize(given.kernel, given.slots, prepared.dispatch.constants);
  const changed = change ? change(code) : code;
  if (change && changed === code) throw new Error(`${given.kernel}: the change fits nothing`);
  const buffers = bindings.map(({ name, slot }) => tensorBuffer(prepared, name, slot));
  const record = new DataView(new ArrayBuffer(STEP_STRIDE));
  writeStep(record, 0, prepared.step);
  const { races, errors } = detectRaces(forInterpreter(changed), given.kernel, [1, 1, 1], {
    0: { 0: { uniform: record.buffer } },
    1: Object.fromEntries(buffers.entries()),
  });
  const described = races.map(({ bufferId, a, b }) => {
    const [first, second] = [a, b].map(({ kind, line }) => `${kind} in line ${line}`);
    return `${bufferId}: ${first}, ${second}, with no barrier between`;
  });
  return { races: [...new Set(described)], errors: [...new Set(errors)] };
}

/** The values of a binding's tensor as they lie on a device. */
function tensorBuffer({ dispatch, values }: PreparedCase, name: string, slot?: string) {
  const tensors = slot ? dispatch.slots[slot]?.bindings : dispatch.bindings;
  const tensor = tensors?.[name];
  if (!tensor) throw new Error(`${dispatch.label}: no tensor "${name}"`);
  return padded(tensor, values[tensor.name] ?? []).buffer;
}

/**
 * wgsl_reflect 1.6 takes `workgroup` for an address space even where it is a parameter's name,
 * and runs through a barrier that is the first statement of a block.
 */
function forInterpreter(code: string): string {
  return code
    .replace(/\bworkgroup(?=[.:])/g, 'workgroup_position')
    .replaceAll('workgroupBarrier();', 'let before_barrier = 0u; workgroupBarrier();');
}
