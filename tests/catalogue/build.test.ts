import { expect, test } from 'vitest';
import { emitPart } from '../../scripts/catalogue/emit.mjs';
import { compact, stripComments } from '../../scripts/catalogue/source.mjs';
import { build, scale, slotted } from './fixtures.ts';

test('a kernel is described by what its source says', () => {
  const { kernels } = build({ 'scale.wgsl': scale }).catalogue;
  const { code, ...entry } = kernels.scale ?? expect.fail('no kernel');
  expect(code.split('\n')[7]).toBe(' y[a.x]=FACTOR*x[a.x];');
  expect(entry).toEqual({
    imports: [],
    bindings: [
      { name: 'x', access: 'read', element: 'f32', shape: ['M'] },
      { name: 'y', access: 'read_write', element: 'f32', shape: ['M'] },
    ],
    constants: { M: { type: 'u32', value: 8 }, FACTOR: { type: 'f32', value: 2.5 } },
    slots: {},
    workgroupSize: [64, 1, 1],
    workgroupBytes: 0,
    usesStep: false,
    enables: [],
  });
});

test('slots, their bindings and the constants of imports are described', () => {
  const { kernels, slots, modules } = build(slotted).catalogue;
  expect(kernels.pick?.slots).toEqual({ load: 'plain' });
  expect(kernels.pick?.constants).toEqual({
    M: { type: 'u32', value: 8 },
    TWO: { type: 'f32', value: 2 },
  });
  expect(slots.load?.indexed?.bindings).toEqual([
    { name: 'data', access: 'read', element: 'u8', shape: ['_', '2*M'] },
    { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
  ]);
  expect(slots.load?.indexed?.constants.SHIFT).toEqual({ type: 'i32', value: -1 });
  expect(Object.keys(modules)).toEqual(['shared/twice']);
});

test('a workgroup size may name constants, those of slots included', () => {
  const named = scale
    .replace('(64)', '(M, 2, TWICE)')
    .replace('@compute', 'const TWICE = 2 * M;\n@compute');
  expect(build({ 'scale.wgsl': named }).catalogue.kernels.scale?.workgroupSize).toEqual([8, 2, 16]);
  const { catalogue } = build({
    ...slotted,
    'pick.wgsl': slotted['pick.wgsl'].replace('(8, 8)', '(WIDTH, M)'),
    'slots/load/plain.wgsl': `${slotted['slots/load/plain.wgsl']}const WIDTH: u32 = 16u;\n`,
    'slots/load/indexed.wgsl': `${slotted['slots/load/indexed.wgsl']}const WIDTH: u32 = 32u;\n`,
  });
  expect(catalogue.kernels.pick?.workgroupSize).toEqual([16, 8, 1]);
});

test('lists and extensions are described', () => {
  const listed = scale.replace(
    'const M',
    'const LIST: array<u32, 2> = array<u32, 2>(3u, 4u);\nconst M',
  );
  const { kernels } = build({ 'scale.wgsl': listed }).catalogue;
  expect(kernels.scale?.constants.LIST).toEqual({ type: 'u32[]', value: [3, 4] });
  const enabling = slotted['slots/load/plain.wgsl'].replace('fn load', 'enable f16;\nfn load');
  const { slots } = build({ ...slotted, 'slots/load/plain.wgsl': enabling }).catalogue;
  expect(slots.load?.plain?.enables).toEqual(['f16']);
  expect(slots.load?.indexed?.enables).toEqual([]);
});

test('the step layout follows WGSL alignment', () => {
  const { stepLayout } = build({
    'shared/step.wgsl':
      '// step\nstruct Step {\n  rows: u32,\n  rate: f32,\n  seed: vec2u,\n  weights: array<vec4f, 2>,\n  shift: i32,\n}\n' +
      '@group(0) @binding(0) var<uniform> step: Step;\n',
  }).catalogue;
  expect(stepLayout).toEqual({
    size: 64,
    fields: {
      rows: { offset: 0, type: 'u32', count: 1 },
      rate: { offset: 4, type: 'f32', count: 1 },
      seed: { offset: 8, type: 'u32', count: 2 },
      weights: { offset: 16, type: 'f32', count: 8 },
      shift: { offset: 48, type: 'i32', count: 1 },
    },
  });
});

test('comments go and line numbers stay', () => {
  expect(stripComments('a // b\n/* c\n /* d */ */ e\n// f\ng\n')).toBe('a\n\n e\n\ng');
});

test('indentation goes and line numbers stay', () => {
  expect(compact('a {\n    b;\n\n\t\tc;\n}')).toBe('a {\n b;\n\n c;\n}');
});

test('the emitted source gives back the catalogue, whatever the order of the files', () => {
  const { catalogue } = build(slotted);
  const source = emitPart('core', catalogue);
  const reversed = Object.fromEntries(Object.entries(slotted).reverse());
  expect(emitPart('core', build(reversed).catalogue)).toBe(source);
  const value = source
    .replace(/^[\s\S]*?export const coreKernels = /, 'return ')
    .replace(/ as (string|const satisfies CataloguePart)/g, '');
  expect(new Function(value)()).toEqual(catalogue);
});
