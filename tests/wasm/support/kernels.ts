import type { CompiledShader, CompileShader } from '../../../src/wasm/compiler/types.ts';

/** A kernel twice: as WGSL, and as the body of its WebAssembly loop over workgroups. */
interface TestKernel {
  readonly code: string;
  readonly bindings: CompiledShader['bindings'];
  /** Instructions for workgroup `local.get 0`. Pointers are locals from 6 on. */
  readonly body: readonly number[];
  readonly scratchBytes?: number;
}

const get = (local: number): number[] => [0x20, local];
const constant = (value: number): number[] => [0x41, ...signed(value)];
const ADD = 0x6a;
const SUB = 0x6b;
const MUL = 0x6c;
const LOAD = [0x28, 2, 0];
const STORE = [0x36, 2, 0];
const GROUPS = [...get(3), ...get(4), MUL, ...get(5), MUL];
/** The address of 4-byte element `index` behind the pointer in a local. */
const element = (pointer: number, index: readonly number[]): number[] => {
  return [...get(pointer), ...index, ...constant(4), MUL, ADD];
};

const INDEX = 'let i = id.x + n.x * (id.y + n.y * id.z);';
const MAIN = (name: string): string =>
  `@compute @workgroup_size(1) fn ${name}(@builtin(workgroup_id) id: vec3u, @builtin(num_workgroups) n: vec3u)`;

/** Writes 3 i + 1 at workgroup i. */
export const NUMBERS: TestKernel = {
  code: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
${MAIN('numbers')} { ${INDEX} out[i] = 3u * i + 1u; }`,
  bindings: [{ group: 0, binding: 0, takes: 'address' }],
  body: [...element(6, get(0)), ...get(0), ...constant(3), MUL, ...constant(1), ADD, ...STORE],
};

/** Element i becomes element n - 1 - i of the other buffer, plus 1. */
export const REVERSED: TestKernel = {
  code: `@group(0) @binding(0) var<storage, read> before: array<u32>;
@group(0) @binding(1) var<storage, read_write> after: array<u32>;
${MAIN('reversed')} { ${INDEX} after[i] = before[n.x * n.y * n.z - 1u - i] + 1u; }`,
  bindings: [
    { group: 0, binding: 0, takes: 'address' },
    { group: 0, binding: 1, takes: 'address' },
  ],
  body: [
    ...element(7, get(0)),
    ...element(6, [...GROUPS, ...constant(1), SUB, ...get(0), SUB]),
    ...LOAD,
    ...constant(1),
    ADD,
    ...STORE,
  ],
};

/** Adds the first word of a uniform with a dynamic offset. Its pointers come in another order. */
export const ADDED: TestKernel = {
  code: `@group(0) @binding(0) var<uniform> step: vec4u;
@group(1) @binding(0) var<storage, read_write> out: array<u32>;
${MAIN('added')} { ${INDEX} out[i] += step.x; }`,
  bindings: [
    { group: 1, binding: 0, takes: 'address' },
    { group: 0, binding: 0, takes: 'address' },
  ],
  body: [...element(6, get(0)), ...element(6, get(0)), ...LOAD, ...get(7), ...LOAD, ADD, ...STORE],
};

/** Writes to the scratch memory of its thread and copies it from there. */
export const SCRATCHED: TestKernel = {
  code: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
var<workgroup> kept: array<u32, 256>;
${MAIN('scratched')} { ${INDEX} kept[0] = 5u * i; out[i] = kept[0]; }`,
  bindings: [{ group: 0, binding: 0, takes: 'address' }],
  body: [
    ...[...get(2), ...get(0), ...constant(5), MUL, ...STORE],
    ...[...element(6, get(0)), ...get(2), ...LOAD, ...STORE],
  ],
  scratchBytes: 1024,
};

/** Ends with an error. WGSL has nothing like it. */
export const TRAP: TestKernel = {
  code: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
${MAIN('trap')} { out[0] = 0u; }`,
  bindings: [{ group: 0, binding: 0, takes: 'address' }],
  body: [0x00],
};

/** Turns 500,000 times for each workgroup. */
export const SLOW: TestKernel = {
  code: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;
${MAIN('slow')} { ${INDEX} for (var k = 0u; k < 500000u; k++) { out[i] += 1u; } }`,
  bindings: [{ group: 0, binding: 0, takes: 'address' }],
  body: [
    0x03,
    0x40,
    ...[...element(6, get(0)), ...element(6, get(0)), ...LOAD, ...constant(1), ADD, ...STORE],
    ...[...element(6, get(0)), ...LOAD, ...constant(500_000), 0x49, 0x0d, 0, 0x0b],
  ],
};

const ALL = [NUMBERS, REVERSED, ADDED, SCRATCHED, TRAP, SLOW];

/** An error as the compiler throws it. */
class FakeShaderError extends Error {
  readonly line = 3;
  readonly column = 7;
}

/** "Compiles" the kernels above and refuses all other WGSL. */
export const compileTestKernel: CompileShader = (code, _entryPoint, { shared }) => {
  const kernel = ALL.find((each) => each.code === code);
  if (!kernel) throw new FakeShaderError('no such kernel');
  const { bindings, body, scratchBytes = 0 } = kernel;
  const bytes = moduleOf(6 + bindings.length, body, shared);
  return { bytes, bindings, scratchBytes };
};

/** A module whose function `run` executes `body` for each workgroup from `local 0` to `local 1`. */
function moduleOf(
  parameters: number,
  body: readonly number[],
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const types = [1, 0x60, parameters, ...Array.from({ length: parameters }, () => 0x7f), 0];
  const memory = shared ? [2, 3, 1, ...unsigned(65536)] : [2, 0, 1];
  const loop = [
    ...[0x02, 0x40, 0x03, 0x40, ...get(0), ...get(1), 0x4f, 0x0d, 1],
    ...body,
    ...[...get(0), ...constant(1), ADD, 0x21, 0, 0x0c, 0, 0x0b, 0x0b],
  ];
  const code = [0, ...loop, 0x0b];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [1, ...name('env'), ...name('memory'), ...memory]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  );
}

const section = (id: number, content: readonly number[]): number[] => {
  return [id, ...unsigned(content.length), ...content];
};
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];

function unsigned(value: number): number[] {
  const low = value & 0x7f;
  return value < 128 ? [low] : [low | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return last ? [low] : [low | 0x80, ...signed(rest)];
}
