import { describe, expect, test } from 'vitest';
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { ConfigError } from '../../src/errors.ts';
import type { ConstantValue, KernelEntry, PieceEntry } from '../../src/kernels/catalogue.types.ts';
import { type ConstantValues, specialize } from '../../src/kernels/specialize.ts';
import { build, scale, slotted } from '../catalogue/fixtures.ts';
import { catalogue } from '../support/catalogue.ts';

const fixture = build({
  ...slotted,
  'scale.wgsl': scale.replace(
    'const M',
    'const FLAG: bool = true;\nconst OFFSET: i32 = 0;\n' +
      'const LIST: array<u32, 3> = array<u32, 3>(7u, 8u, 9u);\nconst M',
  ),
}).catalogue;
const scaled = (constants: ConstantValues) => specialize('scale', {}, constants, fixture).code;

describe('constants', () => {
  test('keep their values unless others are given', () => {
    const { code, constants } = specialize('scale', {}, { M: 128 }, fixture);
    expect(code).toContain('const M: u32 = 128u;');
    expect(code).toContain('const FACTOR: f32 = 2.5;');
    expect(constants).toEqual({ FLAG: true, OFFSET: 0, LIST: [7, 8, 9], M: 128, FACTOR: 2.5 });
  });

  test.each<[string, ConstantValue, string]>([
    ['FACTOR', 1e-8, 'const FACTOR: f32 = 1e-8f;'],
    ['FACTOR', 0.9, 'const FACTOR: f32 = 0.9f;'],
    ['FACTOR', -3, 'const FACTOR: f32 = -3f;'],
    ['FACTOR', 1e30, 'const FACTOR: f32 = 1e+30f;'],
    ['M', 4294967295, 'const M: u32 = 4294967295u;'],
    ['OFFSET', -2147483648, 'const OFFSET: i32 = -2147483648;'],
    ['FLAG', false, 'const FLAG: bool = false;'],
    ['LIST', [1, 2, 3], 'const LIST: array<u32, 3> = array<u32, 3>(1u, 2u, 3u);'],
    ['LIST', [4294967295], 'const LIST: array<u32, 3> = array<u32, 3>(4294967295u, 0u, 0u);'],
    ['LIST', [], 'const LIST: array<u32, 3> = array<u32, 3>(0u, 0u, 0u);'],
  ])('%s = %s is written as WGSL', (name, value, expected) => {
    expect(scaled({ [name]: value })).toContain(expected);
  });

  test.each<[string, ConstantValue]>([
    ['M', 1.5],
    ['M', -1],
    ['M', 2 ** 32],
    ['M', Number.NaN],
    ['M', true],
    ['OFFSET', 2 ** 31],
    ['FACTOR', Number.POSITIVE_INFINITY],
    ['FACTOR', 1e39],
    ['FLAG', 1],
    ['LIST', [1, 2, 3, 4]],
    ['LIST', [1, -1]],
    ['LIST', [0.5]],
    ['LIST', 1],
    ['LIST', true],
    ['M', [1]],
    ['FLAG', [1]],
  ])('%s = %s is refused by name', (name, value) => {
    expect(() => scaled({ [name]: value })).toThrow(ConfigError);
    expect(() => scaled({ [name]: value })).toThrow(`kernel "scale", constant "${name}": expected`);
  });

  test.each(['N', 'constructor', '__proto__'])('unknown constant %s is refused', (name) => {
    const constants = Object.fromEntries([[name, 1]]);
    expect(() => scaled(constants)).toThrow(
      `kernel "scale" has no constant "${name}"; expected one of: FLAG, OFFSET, LIST, M, FACTOR`,
    );
  });

  test('those of slots and imported modules count too', () => {
    const { code } = specialize('pick', { load: 'indexed' }, { SHIFT: 3, TWO: 4 }, fixture);
    expect(code).toContain('const SHIFT: i32 = 3;');
    expect(code).toContain('const TWO: f32 = 4f;');
    expect(() => specialize('pick', {}, { SHIFT: 3 }, fixture)).toThrow(ConfigError);
  });
});

describe('slots', () => {
  test('bindings of a slot follow those of the kernel', () => {
    const { code, bindings } = specialize('pick', { load: 'indexed' }, {}, fixture);
    expect(bindings.map(({ name, slot }) => [name, slot])).toEqual([
      ['y', undefined],
      ['data', 'load'],
      ['row_index', 'load'],
    ]);
    expect(code).toContain('@group(1) @binding(2) var<storage, read> row_index');
  });

  test('a module imported twice appears once', () => {
    const { code } = specialize('pick', { load: 'indexed' }, {}, fixture);
    expect(code.match(/fn twice/g)).toHaveLength(1);
  });

  test('the kernel keeps its line numbers', () => {
    const { code } = specialize('pick', {}, {}, fixture);
    const line = slotted['pick.wgsl'].split('\n').findIndex((each) => each.startsWith('fn pick('));
    expect(code.split('\n')[line]).toMatch(/^fn pick\(/);
  });

  test('unknown kernels, slots and choices are refused with what there is', () => {
    expect(() => specialize('pack', {}, {}, fixture)).toThrow('expected one of: pick, scale');
    expect(() => specialize('scale', { load: 'plain' }, {}, fixture)).toThrow(
      'kernel "scale" has no slot "load"; expected one of: (none)',
    );
    expect(() => specialize('pick', { load: 'odd' }, {}, fixture)).toThrow(
      'kernel "pick", slot "load": no choice "odd"; expected one of: indexed, plain',
    );
  });
});

describe('every kernel of the library', () => {
  const slots: Readonly<Record<string, Readonly<Record<string, PieceEntry>>>> = catalogue.slots;
  const combinations = Object.entries<KernelEntry>(catalogue.kernels).flatMap(([kernel, entry]) => {
    let choices: Record<string, string>[] = [{}];
    for (const slot of Object.keys(entry.slots)) {
      const names = Object.keys(slots[slot] ?? {});
      choices = choices.flatMap((each) => names.map((name) => ({ ...each, [slot]: name })));
    }
    return choices.map((each) => ({ kernel, choices: each }));
  });

  test.each(combinations)(
    '$kernel $choices has the bindings it declares',
    ({ kernel, choices }) => {
      const { code, bindings, usesStep } = specialize(kernel, choices);
      const declared = [
        ...code.matchAll(/@group\(1\) @binding\((\d+)\) var<storage, (\w+)> (\w+)/g),
      ];
      expect(declared.map(([, index, access, name]) => [Number(index), access, name])).toEqual(
        bindings.map(({ access, name }, index) => [index, access, name]),
      );
      expect(/var<uniform> step/.test(code)).toBe(usesStep);
    },
  );
});

test('the emitted literals parse', () => {
  expect(
    () => new WgslReflect(scaled({ FACTOR: 1e-8, OFFSET: -5, FLAG: false, LIST: [5] })),
  ).not.toThrow();
});
