import { describe, expect, test } from 'vitest';
import { findings, scale, slotted } from './fixtures.ts';

/** Findings about the kernel `scale` after one change to its source. */
function afterChange(from: string | RegExp, to: string): string[] {
  const source = scale.replace(from, to);
  expect(source).not.toBe(scale);
  return findings({ 'scale.wgsl': source });
}

function afterSlotChange(path: keyof typeof slotted, from: string, to: string): string[] {
  const source = slotted[path].replace(from, to);
  expect(source).not.toBe(slotted[path]);
  return findings({ ...slotted, [path]: source });
}

test('sound shaders give no findings', () => {
  expect(findings({ 'scale.wgsl': scale })).toEqual([]);
  expect(afterChange('(64)', '(M)')).toEqual([]);
  expect(findings(slotted)).toEqual([]);
});

describe('one file', () => {
  test.each<[string, string | RegExp, string, string]>([
    ['no header', '// scale: y = FACTOR x', '', ':1: the file must open with a comment'],
    ['a directive as header', '// scale: y', '// #import y', ':1: the file must open with'],
    ['an unknown directive', '// scale', '// text\n// #include shared/x', ':2: unknown directive'],
    ['an index gap', '@binding(1)', '@binding(2)', ':5: binding "y" has index 2, expected 1'],
    ['an unused binding', '* x[id.x]', '', ':4: binding "x" is declared but never used'],
    ['no shape comment', ' // [M]', '', ':4: binding "x" needs its shape in a comment'],
    ['an unknown size', '// [M]', '// [M, 2*N]', ':4: binding "x": its shape names "N"'],
    ['a difference as size', '// [M]', '// [M - 1]', ':4: binding "x": dimension "M-1" must be'],
    ['an unknown name in a sum', '// [M]', '// [M + L]', 'binding "x": its shape names "L"'],
    ['an entry point of another name', 'fn scale', 'fn other', 'entry point "scale", named after'],
    ['no entry point', '@compute @workgroup_size(64)\n', '', 'found none'],
    ['a computed workgroup size', '(64)', '(8 * M)', ':6: workgroup size (8 * M) must be one to'],
    ['an unknown workgroup size', '(64)', '(WIDTH)', ':6: constant "WIDTH" is used by kernel'],
    ['too many invocations', '(64)', '(32, 16)', '512 invocations a workgroup, at most 256'],
    [
      'too many invocations by name',
      /8u;([\s\S]*)\(64\)/,
      '512u;$1(M)',
      '512 invocations a workgroup, at most 256',
    ],
    [
      'a constant that is no literal',
      '= 8u',
      '= 4u * 2u',
      ':2: constant "M" has a type annotation',
    ],
    ['a literal of the wrong type', '= 8u', '= 8.5', 'must be a u32 literal, not "8.5"'],
    ['a constant nobody declares', 'FACTOR *', 'SCALE *', ':8: constant "SCALE" is used by kernel'],
    [
      'a name declared twice',
      'const M',
      'const M: u32 = 1;\nconst M',
      ':3: "M" is already declared',
    ],
    ['a syntax error', 'y[id.x] =', 'y[id.x =', ':8: does not parse'],
    [
      'a uniform of its own',
      /const M.*/,
      'const M: u32 = 8;\n@group(0) @binding(0) var<uniform> u: vec4f;',
      'binding "u" must be written on one line',
    ],
    [
      'what the compiler to WebAssembly does not know',
      'y[id.x] = FACTOR * x[id.x];',
      'let i = id.x;\n  switch i { default: { y[i] = FACTOR * x[i]; } }',
      ':9: does not compile to WebAssembly: expected an assignment, got "i"',
    ],
    [
      'a function that the compiler to WebAssembly does not know',
      '* x[id.x]',
      '* asinh(x[id.x])',
      ':8: does not compile to WebAssembly: "asinh" is not supported',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(afterChange(from, to).join('\n')).toContain(expected);
  });

  test('workgroup memory counts with its derived size', () => {
    const found = afterChange(
      '@compute',
      'const COUNT = M * 513u;\nvar<workgroup> tile: array<vec4f, COUNT>;\n@compute',
    );
    expect(found.join('\n')).toContain('65664 bytes of workgroup memory, at most 16384 allowed');
  });

  test('words that are reserved only in address spaces are ordinary names', () => {
    expect(afterChange('= FACTOR *', '= f32(1) * FACTOR *')).toEqual([]);
    expect(afterChange('  y[id', '  let block = id.x;\n  let workgroup = id;\n  y[id')).toEqual([]);
  });
});

describe('several files', () => {
  test('an import that is not there', () => {
    const found = afterSlotChange('pick.wgsl', 'shared/twice', 'shared/thrice');
    expect(found[0]).toBe(
      'shaders/pick.wgsl:2: import "shared/thrice" not found: no file shaders/shared/thrice.wgsl in shaders/shared',
    );
  });

  test('imports in a circle', () => {
    const found = findings({
      ...slotted,
      'shared/twice.wgsl': `${slotted['shared/twice.wgsl']}// #import shared/back\n`,
      'shared/back.wgsl': '// back\n// #import shared/twice\n',
    });
    expect(found.join('\n')).toContain(
      'shaders/shared/back.wgsl:2: imports go in a circle: shared/twice -> shared/back -> shared/twice',
    );
  });

  test('a default choice that is not there', () => {
    const found = afterSlotChange('pick.wgsl', 'load: plain', 'load: none');
    expect(found[0]).toBe(
      'shaders/pick.wgsl:3: slot "load": no file shaders/slots/load/none.wgsl for its default choice',
    );
  });

  test('a choice that the compiler to WebAssembly does not know', () => {
    const found = afterSlotChange('slots/load/plain.wgsl', 'return x[row]', 'return cosh(x[row])');
    expect(found).toEqual([
      'shaders/slots/load/plain.wgsl:4: does not compile to WebAssembly: "cosh" is not supported (with load plain)',
    ]);
  });

  test('choices whose signatures differ', () => {
    const found = afterSlotChange('slots/load/plain.wgsl', 'row: u32', 'row: i32');
    expect(found.join('\n')).toContain(
      'shaders/slots/load/plain.wgsl:3: slot "load": expected "fn load(u32) -> f32" as in ' +
        'shaders/slots/load/indexed.wgsl:6, got "fn load(i32) -> f32"',
    );
  });

  test('choices that lack or add a function', () => {
    const missing = afterSlotChange('slots/load/plain.wgsl', 'fn load', 'fn fetch').join('\n');
    expect(missing).toContain('expected "fn load(u32) -> f32"');
    expect(missing).toContain('function "fetch" is not in shaders/slots/load/indexed.wgsl');
  });

  test('more than eight storage buffers in one combination only', () => {
    const many = Array.from({ length: 6 }, (_, i) => i + 1);
    const found = findings({
      ...slotted,
      'pick.wgsl': slotted['pick.wgsl']
        .replace(
          '@compute',
          `${many.map((i) => `@group(1) @binding(${i}) var<storage, read> b${i}: array<f32>; // [M]\n`).join('')}@compute`,
        )
        .replace('= twice', `= ${many.map((i) => `b${i}[id.x] + `).join('')} twice`),
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/9 storage buffers, at most 8 allowed \(with load indexed\)$/);
    expect(found[0]).not.toContain('plain');
  });

  test('a name of a slot that the kernel has too', () => {
    const found = afterSlotChange('slots/load/plain.wgsl', 'fn load', 'const M: u32 = 1;\nfn load');
    expect(found.join('\n')).toContain(
      'shaders/slots/load/plain.wgsl:3: "M" is already declared in shaders/pick.wgsl:4',
    );
  });

  test('a syntax error is reported where it stands', () => {
    const found = afterSlotChange('slots/load/indexed.wgsl', 'return twice(', 'return twice((');
    expect(found.join('\n')).toContain('shaders/slots/load/indexed.wgsl:9: does not parse');
  });

  test('files that nothing uses', () => {
    const found = findings({
      'scale.wgsl': scale,
      'shared/alone.wgsl': '// alone\n',
      'slots/load/alone.wgsl': '// alone\n',
    });
    expect(found).toEqual([
      'shaders/shared/alone.wgsl:1: no kernel uses this file',
      'shaders/slots/load/alone.wgsl:1: no kernel uses this file',
    ]);
  });

  test('a slot choice may enable an extension', () => {
    expect(afterSlotChange('slots/load/plain.wgsl', 'fn load', 'enable f16;\nfn load')).toEqual([]);
  });

  test('what belongs into kernels only', () => {
    const twice = slotted['shared/twice.wgsl'];
    const found = findings({
      ...slotted,
      'shared/twice.wgsl': `${twice}enable f16;\n// #slot load: plain\n@group(1) @binding(0) var<storage, read> t: array<f32>; // [M]\n`,
    }).join('\n');
    expect(found).toContain('twice.wgsl:6: "enable f16" in a shared file');
    expect(found).toContain('twice.wgsl:7: slot "load" in a shared file');
    expect(found).toContain('twice.wgsl:8: binding "t" in a shared module');
  });

  test('a vec3 in the step scalars', () => {
    const found = findings({
      'scale.wgsl': scale
        .replace('const M', '// #import shared/step\nconst M')
        .replace('FACTOR *', 'step.rate *'),
      'shared/step.wgsl':
        '// step\nstruct Step {\n  rate: f32,\n  axis: vec3f,\n}\n@group(0) @binding(0) var<uniform> step: Step;\n',
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('shaders/shared/step.wgsl:4: uniform member "axis" is a vec3');
  });
});
