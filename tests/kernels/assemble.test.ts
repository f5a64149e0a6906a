import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/kernels/assemble.ts';
import type { PieceEntry } from '../../src/kernels/catalogue.types.ts';

/** A piece of WGSL that binds tensors with these names, numbered from 0. */
function piece(...names: string[]): PieceEntry {
  return {
    code: names
      .map((name, i) => `@group(1) @binding(${i}) var<storage, read> ${name}: array<f32>; // [M]`)
      .join('\n'),
    imports: [],
    bindings: names.map((name) => ({
      name,
      access: 'read',
      type: 'array<f32>',
      element: 'f32',
      shape: ['M'],
    })),
    constants: {},
    enables: [],
  };
}

test('slots that both bind tensors are numbered one after the other', () => {
  const { code, bindings } = assemble(
    piece('weight', 'y'),
    [
      { slot: 'load', piece: piece('data', 'row_index') },
      { slot: 'activation_gradient', piece: piece('activated') },
    ],
    {},
  );
  expect(bindings.map(({ name, slot }) => [name, slot])).toEqual([
    ['weight', undefined],
    ['y', undefined],
    ['data', 'load'],
    ['row_index', 'load'],
    ['activated', 'activation_gradient'],
  ]);
  const declared = [...code.matchAll(/@binding\((\d+)\) var<storage, read> (\w+)/g)];
  expect(declared.map(([, index, name]) => [Number(index), name])).toEqual(
    bindings.map(({ name }, index) => [index, name]),
  );
});

describe('extensions', () => {
  const enabling = (name: string, ...names: string[]): PieceEntry => {
    const { code, ...rest } = piece(...names);
    return { ...rest, code: `enable ${name};\n${code}`, enables: [name] };
  };

  test('those of slots stand before anything else, each once', () => {
    const kernel = piece('weight', 'y');
    const { code } = assemble(
      kernel,
      [
        { slot: 'product', piece: enabling('subgroups') },
        { slot: 'load', piece: enabling('subgroups', 'x') },
        { slot: 'activation', piece: enabling('f16') },
      ],
      {},
    );
    expect(code).toMatch(/^enable subgroups; enable f16; @group/);
    expect(code.match(/enable/g)).toHaveLength(2);
  });

  test('leave the kernel its line numbers', () => {
    const kernel = enabling('f16', 'weight', 'y');
    const { code } = assemble(kernel, [{ slot: 'product', piece: enabling('subgroups') }], {});
    const line = (text: string) => text.split('\n').findIndex((each) => each.includes('y: array'));
    expect(line(code)).toBe(line(kernel.code));
    expect(code.startsWith('enable f16; enable subgroups; \n@group')).toBe(true);
  });
});
