// @ts-check

/** @import { Fault } from './types.ts' */

const LANGUAGE = 'tests/wasm/compiler/language.test.ts';
const CORNERS = 'tests/wasm/compiler/corners.test.ts';

/**
 * A test of the compiler by its name.
 * @param {string} file
 * @param {string} name
 */
const tested = (file, name) => ({ files: [file], name: `${name}$` });

/** Faults in the compiler and the device that compute in WebAssembly. @type {readonly Fault[]} */
export const webAssemblyFaults = [
  {
    name: 'wasm-barrier-ignored',
    category: 'lost synchronisation',
    file: 'src/wasm/compiler/rounds.ts',
    find: "    if (step.kind === 'barrier') {\n      finish(new Set());",
    replace: "    if (step.kind === 'barrier') {",
    tests: tested(LANGUAGE, 'values that live over barriers'),
  },
  {
    name: 'wasm-slot-not-stored',
    category: 'lost value',
    file: 'src/wasm/compiler/slots.ts',
    find: '      ...store,\n',
    replace: '',
    tests: tested(LANGUAGE, 'values that live over barriers'),
  },
  {
    name: 'wasm-value-before-its-round',
    category: 'wrong order',
    file: 'src/wasm/compiler/rounds.ts',
    find: '!(round && dependsOn(round, step.value))',
    replace: 'true',
    tests: tested(CORNERS, 'a variable for all that is set beside a store'),
  },
  {
    name: 'wasm-division-without-guard',
    category: 'numerics',
    file: 'src/wasm/compiler/operators.ts',
    find: 'a, safeDivisor(name, a, b));',
    replace: 'a, b);',
    tests: tested(LANGUAGE, 'division by zero'),
  },
  {
    name: 'wasm-maximum-for-minimum',
    category: 'wrong operation',
    file: 'src/wasm/compiler/builtins.ts',
    find: "const compare = name === 'min' ? 'lt' : 'gt';",
    replace: "const compare = 'gt';",
    tests: tested(LANGUAGE, 'extremes'),
  },
  {
    name: 'wasm-lane-off-by-one',
    category: 'wrong index',
    file: 'src/wasm/compiler/values.ts',
    find: 'picked[lane] ?? 0',
    replace: 'picked[lane + 1] ?? 0',
    tests: tested(LANGUAGE, 'swizzles'),
  },
  {
    name: 'wasm-any-offset-folded',
    category: 'wrong index',
    file: 'src/wasm/compiler/fold.ts',
    find: 'constant >= 0 && constant <= LOWEST_ADDRESS',
    replace: 'constant >= 0',
    tests: tested(CORNERS, 'indices below zero that a constant brings back'),
  },
  {
    name: 'wasm-constants-of-a-sum',
    category: 'wrong index',
    file: 'src/wasm/compiler/fold.ts',
    find: '(leftConstant + rightConstant) | 0',
    replace: '(leftConstant - rightConstant) | 0',
    tests: { files: [LANGUAGE] },
  },
  {
    name: 'wasm-old-value-of-a-variable',
    category: 'stale value',
    file: 'src/wasm/compiler/valueNumbers.ts',
    find: '(this.#versions.get(variable) ?? 0) + 1',
    replace: '0',
    tests: { files: [CORNERS] },
  },
  {
    name: 'wasm-effects-unseen',
    category: 'wrong order',
    file: 'src/wasm/compiler/effects.ts',
    find: 'called.body.some((each) => statementHasEffects(module, each))',
    replace: 'false',
    tests: tested(CORNERS, 'arguments are computed in order'),
  },
  {
    name: 'wasm-atomic-once',
    category: 'race',
    file: 'src/wasm/compiler/encodeFunction.ts',
    find: "      this.#instruction('i32.ne');\n      code.byte(BRANCH_IF).unsigned(0);",
    replace: "      this.#instruction('i32.ne');\n      code.byte(0x1a);",
    tests: { files: ['tests/wasm/atomics.test.ts'] },
  },
  {
    name: 'wasm-literals-of-32-bits',
    category: 'numerics',
    file: 'src/wasm/compiler/abstract.ts',
    find: "return to === 'f32' ? f32(value) : i32(value);",
    replace: "return to === 'f32' ? f32(value | 0) : i32(value);",
    tests: tested(CORNERS, 'numbers without a type'),
  },
  {
    name: 'wasm-length-of-the-buffer',
    category: 'wrong size',
    file: 'src/wasm/objects/bindGroup.ts',
    find: 'bytes[binding] = size;',
    replace: 'bytes[binding] = buffer.size;',
    tests: { files: ['tests/wasm/arrayLength.test.ts'] },
  },
  {
    name: 'wasm-module-of-another-memory',
    category: 'wrong limit',
    file: 'src/wasm/portable.ts',
    find: 'shared ? MEMORY_FLAGS.shared : MEMORY_FLAGS.own',
    replace: 'MEMORY_FLAGS.own',
    tests: { files: ['tests/wasm/compiler/portable.test.ts'] },
  },
  {
    name: 'wasm-thread-skips-a-piece',
    category: 'lost work',
    file: 'src/wasm/run/threadScript.ts',
    find: 'Math.min(first + piece, words[at + 3])',
    replace: 'Math.min(first + piece - 1, words[at + 3])',
    tests: { files: ['tests/wasm/threads.test.ts'] },
  },
  {
    name: 'wasm-limits-of-the-adapter',
    category: 'wrong limit',
    file: 'src/wasm/adapter.ts',
    find: 'limits: limitsFor(requiredLimits)',
    replace: 'limits: this.limits',
    tests: { files: ['tests/wasm/errors.test.ts'] },
  },
];
