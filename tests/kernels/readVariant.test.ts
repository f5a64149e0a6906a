import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shorten } from '../../scripts/catalogue/shorten.mjs';
import { compact } from '../../scripts/catalogue/source.mjs';
import { ConfigError } from '../../src/errors.ts';
import { readVariant } from '../../src/kernels/readVariant.ts';
import { PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import { workgroupBytes } from '../../src/kernels/workgroupBytes.ts';
import { catalogue } from '../support/catalogue.ts';

const fileOf = (name: string): string => {
  const url = new URL(`../../shaders/slots/product/${name}.wgsl`, import.meta.url);
  return readFileSync(url, 'utf8');
};
const direct = fileOf('direct_4x8');
const tiled = fileOf('tiled_32x64');

describe('the text of a variant', () => {
  test.each(PRODUCT_VARIANTS)('is read as the catalogue has it: %s', (name) => {
    const { code, ...rest } = catalogue.slots.product[name];
    const bare = code.replace(/^enable \w+;/gm, '');
    const read = readVariant(name, fileOf(name));
    // The shipped code has shorter names.
    const shortened = compact(shorten(read.code));
    expect({ ...read, code: shortened }).toEqual({ code: bare, ...rest });
  });

  test('may be indented, as in a template literal', () => {
    const indented = `\n${direct.replace(/^/gm, '      ')}\n`;
    const { code } = readVariant('own', indented);
    expect(code.trimStart()).toBe(readVariant('own', direct).code.trimStart());
  });

  test('may begin with extensions, whose lines go to the top of the module', () => {
    const { code, enables } = readVariant('own', `enable subgroups;\n enable f16;\n${direct}`);
    expect(enables).toEqual(['subgroups', 'f16']);
    expect(code).not.toContain('enable');
  });
});

const without = (text: string) => direct.replace(text, '');
const after = (text: string) => `${direct}\n${text}`;

test.each<[what: string, wgsl: string, message: string]>([
  ['a bracket without an end', `${direct}{`, 'a bracket or a comment does not end'],
  ['a comment without an end', `${direct}/*`, 'a bracket or a comment does not end'],
  ['no WORKGROUP_Y', without('const WORKGROUP_Y: u32 = 8u;'), '"const WORKGROUP_Y: u32 = 8u;"'],
  [
    'a tile of no rows',
    direct.replace('ROWS4: u32 = 8u', 'ROWS4: u32 = 0u'),
    '"const TILE_ROWS4: u32 = 8u;" with a whole number of at least 1',
  ],
  [
    'a tile without a type',
    direct.replace('ROWS4: u32 = 8u', 'ROWS4 = 8u'),
    '"const TILE_ROWS4: u32 = 8u;"',
  ],
  ['half a pair of blocks', direct.replace('16u', '15u'), 'must be even'],
  [
    'too many invocations',
    direct.replace('WORKGROUP_X: u32 = 8u', 'WORKGROUP_X: u32 = 33u'),
    '264 invocations a workgroup, at most 256 allowed',
  ],
  ['another signature', direct.replace('lane: u32', 'lane: i32'), 'must define "fn product('],
  ['a result', direct.replace('lane: u32)', 'lane: u32) -> u32'), 'without a result'],
  ['a function beside product', after('fn half(x: f32) -> f32 { return x; }'), '"half"'],
  ['a name of a kernel', after('const H: u32 = 1u;'), '"H", which kernels with products declare'],
  ['a name of a slot', after('const SIGMA = 1u;'), '"SIGMA"'],
  ['a name of a module', after('const SAMPLES = 1u;'), '"SAMPLES"'],
  ['a name of every product', after('const INNER4 = 1u;'), '"INNER4"'],
  ['a name twice', after('const A = 1u;\nconst A = 2u;'), '"A" twice'],
  [
    'a constant of one kernel',
    direct.replace('INNER4', 'N4'),
    'it uses "N4", which neither it nor',
  ],
  ['a binding', after('@group(1) @binding(0) var<storage> a: f32;'), '"@group" cannot stand'],
  ['an entry point', after('@compute fn product() {}'), '"@compute" cannot stand'],
  ['an override', after('override A: u32 = 1u;'), '"override" cannot stand'],
  ['two extensions in one line', `enable f16, subgroups;\n${direct}`, '"enable" cannot stand'],
  ['an import', after('// #import shared/step'), 'cannot import modules'],
  [
    'too much workgroup memory',
    `${direct}var<workgroup> a: array<vec4f, 1000>;\nvar<workgroup> b: array<f32, 97>;`,
    '16400 bytes of workgroup memory, at most 16384 allowed',
  ],
  [
    'workgroup memory of unknown size',
    after('const SLOTS_OF_A = 2u;\nvar<workgroup> a: array<vec4f, SLOTS_OF_A>;'),
    'the size of the workgroup variable "a" is not known',
  ],
])('%s is refused', (_, wgsl, message) => {
  const read = () => readVariant('own', wgsl);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow('variant "own": ');
  expect(read).toThrow(message);
});

test('the names of other functions are free inside product', () => {
  const inner = tiled.replaceAll('row4', 'layer');
  expect(() => readVariant('own', inner)).not.toThrow();
});

test.each<[string, number | undefined]>([
  ['f32', 16],
  ['array<f32, 5>', 32],
  ['array<vec3f, 2>', 32],
  ['array< vec4<f32>, 2>', undefined],
  ['array<array<vec4f, 4>, 3u>', 192],
  ['array<mat4x4f, 2>', 128],
  ['Own', undefined],
])('the bytes of %s in workgroup memory', (type, bytes) => {
  expect(workgroupBytes(type)).toBe(bytes);
});
