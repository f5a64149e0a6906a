import { MEMORY_FLAGS } from '../portable.ts';
import { Bytes } from './bytes.ts';
import { type EncodeTarget, encodeFunction, VALUE_TYPE } from './encodeFunction.ts';
import { op } from './fold.ts';
import { get, type Routine, type Step, type Variable, variable } from './ir.ts';
import type { Kernel } from './lower.ts';
import type { CompileTarget } from './types.ts';

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNCTION_TYPE = 0x60;
/** Pages of 64 KiB in 4 GiB. */
const MAX_PAGES = 65536;

const GROUP = 'group';

/**
 * A module with one function for a workgroup and one that runs a range of them. Engines replace
 * a function by its optimised code when it is called again, so the two are apart.
 *
 * @param body the steps of a workgroup
 * @param math functions of one vector
 */
export function encodeModule(
  kernel: Kernel,
  body: readonly Step[],
  math: readonly { readonly name: string; readonly routine: Routine }[],
  { shared, relaxed }: CompileTarget,
): Uint8Array<ArrayBuffer> {
  const functions = new Map([...math.map(({ name }) => name), GROUP].map((name, i) => [name, i]));
  const target: EncodeTarget = { shared, relaxed, functions };
  const group = groupFunction(kernel, body);
  const run = runFunction(kernel.bindings.length, functions.get(GROUP) as number);
  const codes = [
    ...math.map(({ routine }) => encodeFunction(routine, target)),
    encodeFunction(group, target),
    run,
  ];
  const words = (count: number): number[] => Array(count).fill(VALUE_TYPE.i32);
  const type = (parameters: readonly number[], results: readonly number[]): Bytes =>
    new Bytes()
      .byte(FUNCTION_TYPE)
      .unsigned(parameters.length)
      .byte(...parameters)
      .unsigned(results.length)
      .byte(...results);
  const types = [
    type([VALUE_TYPE.v128], [VALUE_TYPE.v128]),
    type(words(group.parameters.length), []),
    type(words(6 + kernel.bindings.length), []),
  ];
  const module = new Bytes().byte(...MAGIC);
  section(module, 1, vector(types));
  section(
    module,
    2,
    new Bytes().unsigned(1).text('env').text('memory').byte(0x02).bytes(limits(shared)),
  );
  const typeIndices = [...math.map(() => 0), 1, 2];
  section(module, 3, new Bytes().unsigned(typeIndices.length).byte(...typeIndices));
  section(
    module,
    7,
    new Bytes()
      .unsigned(1)
      .text('run')
      .byte(0x00)
      .unsigned(math.length + 1),
  );
  const code = new Bytes().unsigned(codes.length);
  for (const each of codes) code.sized(each);
  section(module, 10, code);
  return module.taken();
}

function vector(items: readonly Bytes[]): Bytes {
  const all = new Bytes().unsigned(items.length);
  for (const each of items) all.bytes(each.taken());
  return all;
}

function section(module: Bytes, id: number, content: Bytes): void {
  module.byte(id).sized(content);
}

function limits(shared: boolean): Uint8Array {
  const flags = shared ? MEMORY_FLAGS.shared : MEMORY_FLAGS.own;
  return new Bytes().byte(flags).unsigned(1).unsigned(MAX_PAGES).taken();
}

/** group(number, scratch, nx, ny, nz, binding…) */
function groupFunction(kernel: Kernel, body: readonly Step[]): Routine {
  const number = variable('i32');
  const [nx, ny] = kernel.grid;
  const [x, y, z] = kernel.id;
  const row = variable('i32');
  const set = (of: Variable, value: Parameters<typeof op>[2]): Step => ({
    kind: 'set',
    variable: of,
    value,
  });
  return {
    parameters: [
      number,
      kernel.shared,
      ...kernel.grid,
      ...kernel.bindings.map(({ value }) => value),
    ],
    body: [
      set(x, op('i32.rem_u', 'i32', get(number), get(nx))),
      set(row, op('i32.div_u', 'i32', get(number), get(nx))),
      set(y, op('i32.rem_u', 'i32', get(row), get(ny))),
      set(z, op('i32.div_u', 'i32', get(row), get(ny))),
      ...body,
    ],
  };
}

/** run(first, end, scratch, nx, ny, nz, binding…) */
function runFunction(bindings: number, group: number): Bytes {
  const code = new Bytes().unsigned(0);
  const [first, end, scratch] = [0, 1, 2];
  const load = (local: number): Bytes => code.byte(0x20).unsigned(local);
  code.byte(0x02, 0x40, 0x03, 0x40);
  load(first);
  load(end);
  // Leaves the block once first >= end.
  code.byte(0x4f, 0x0d).unsigned(1);
  load(first);
  for (let local = scratch; local < 6 + bindings; local++) load(local);
  code.byte(0x10).unsigned(group);
  load(first);
  code.byte(0x41, 0x01, 0x6a, 0x21).unsigned(first);
  code.byte(0x0c).unsigned(0);
  code.byte(0x0b, 0x0b, 0x0b);
  return code;
}
