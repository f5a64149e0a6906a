import { detectRaces } from 'wgsl_reflect/wgsl_reflect.module.js';
import { asParserLikes } from '../../scripts/catalogue/reflect.mjs';
import { specialize } from '../../src/kernels/specialize.ts';
import { STEP_STRIDE, writeStep } from '../../src/kernels/step.ts';
import { padded } from './inputs.ts';
import type { PreparedCase } from './preparedCase.ts';
import { readableShaders } from './readableShaders.ts';

/** The interpreter's input: any dispatch with values for its tensors. */
export type Interpreted = Pick<PreparedCase, 'dispatch' | 'step' | 'values'>;

export interface RacesFound {
  /**
   * Two accesses to one address between two barriers by different invocations, at least one of them
   * a write; listed once per pair of lines.
   */
  readonly races: readonly string[];
  /** Barriers that not all invocations reach. */
  readonly errors: readonly string[];
}

/**
 * Interprets the first workgroup of a kernel, invocation by invocation between barriers, and
 * records its accesses to workgroup and storage memory.
 *
 * @param change edits the WGSL first; it must make a change
 */
export function findRaces(prepared: Interpreted, change?: (code: string) => string): RacesFound {
  const { kernel } = prepared.dispatch;
  const { code, bindings } = specialized(prepared);
  const changed = change ? change(code) : code;
  if (change && changed === code) throw new Error(`${kernel}: the change fits nothing`);
  const buffers = bindings.map(({ name, slot }) => tensorBuffer(prepared, name, slot));
  const record = new DataView(new ArrayBuffer(STEP_STRIDE));
  writeStep(record, 0, prepared.step);
  const { races, errors } = detectRaces(forInterpreter(changed), kernel, [1, 1, 1], {
    0: { 0: { uniform: record.buffer } },
    1: Object.fromEntries(buffers.entries()),
  });

  const described = races.map(({ bufferId, a, b }) => {
    const [first, second] = [a, b].map(({ kind, line }) => `${kind} in line ${line}`);
    return `${bufferId}: ${first}, ${second}, with no barrier between`;
  });
  return { races: [...new Set(described)], errors: [...new Set(errors)] };
}

/** The kernel in the form that is interpreted. */
export function specialized({ dispatch: { kernel, slots, constants } }: Interpreted) {
  const choices = Object.entries(slots).map(([slot, { choice }]) => [slot, choice]);
  return specialize(kernel, Object.fromEntries(choices), constants, readableShaders);
}

/** The values of a binding's tensor in device form. */
function tensorBuffer({ dispatch, values }: Interpreted, name: string, slot?: string) {
  const tensors = slot ? dispatch.slots[slot]?.bindings : dispatch.bindings;
  const tensor = tensors?.[name];
  if (!tensor) throw new Error(`${dispatch.label}: no tensor "${name}"`);
  return padded(tensor, values[tensor.name] ?? []).buffer;
}

/**
 * Rewrites the code to equivalent accesses that wgsl_reflect 1.6 supports. It runs through a
 * barrier that is the first statement of a block. If a call starts the right side of `let`, it
 * gives all invocations the result of the last one. It does not support `+=` on matrices,
 * assignment of whole arrays, or `workgroupUniformLoad`, which is a load between two barriers.
 */
function forInterpreter(code: string): string {
  return asParserLikes(code)
    .replace(
      /return workgroupUniformLoad\(&(\w+)\[0\]\);/g,
      'workgroupBarrier(); let loaded = $1[0]; workgroupBarrier(); return loaded;',
    )
    .replace(/(workgroup|storage)Barrier\(\);/g, 'let before_barrier = 0u; $&')
    .replace(/let at = (\w+\(.*\)[^;]*);([\s\S]*?)^}/gm, (_, call: string, rest: string) => {
      return `${rest.replace(/\bat\b/g, `(${call})`)}}`;
    })
    .replace(/^( *)(\S+) \+= ([^;]+);$/gm, '$1$2 = $2 + ($3);')
    .replace(
      'partial[lane] = sums;',
      'for (var i = 0u; i < 4u; i++) { partial[lane][i] = sums[i]; }',
    );
}
