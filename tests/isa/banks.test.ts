import { describe, expect, test } from 'vitest';
import { conflicts, cyclesOf, sharedAccesses } from '../../scripts/isa/banks.mjs';
import { CONFLICT_BUDGET, WORST_CONFLICT } from '../../scripts/isa/budgets.mjs';
import { type ConstantValues, specialize } from '../../src/kernels/specialize.ts';
import {
  PRODUCT_KERNELS,
  PRODUCT_VARIANTS,
  usesWorkgroupMemory,
} from '../../src/kernels/variants.ts';
import { catalogue } from '../support/catalogue.ts';

const products: ReadonlySet<string> = new Set(PRODUCT_KERNELS);
const shared = PRODUCT_VARIANTS.filter(usesWorkgroupMemory);

describe('bank conflicts of products', () => {
  test.each(PRODUCT_KERNELS.flatMap((kernel) => shared.map((variant) => ({ kernel, variant }))))(
    '$kernel, $variant: as few as the budget',
    ({ kernel, variant }) => {
      const accesses = sharedAccesses(specialize(kernel, { product: variant }).code);
      expect(accesses.length).toBeGreaterThan(0);
      expect(conflicts(accesses)).toBeLessThanOrEqual(CONFLICT_BUDGET);
      expect(Math.max(...accesses.map(({ worst }) => worst))).toBeLessThanOrEqual(WORST_CONFLICT);
    },
  );
});

describe('the worst bank conflict of other kernels', () => {
  /** By default this kernel does not use its workgroup memory. */
  const constants: Record<string, ConstantValues> = { broadcast_backward: { SHARED: true } };
  const kernels = Object.keys(catalogue.kernels)
    .map((kernel) => ({ kernel, code: specialize(kernel, {}, constants[kernel]).code }))
    .filter(({ kernel, code }) => !products.has(kernel) && code.includes('var<workgroup>'));

  test.each(kernels)('$kernel: as small as the budget', ({ code }) => {
    const accesses = sharedAccesses(code);
    expect(accesses.length).toBeGreaterThan(0);
    expect(Math.max(...accesses.map(({ worst }) => worst))).toBeLessThanOrEqual(WORST_CONFLICT);
  });
});

describe('cycles of accesses that come at once', () => {
  test.each([
    ['neighbours', [0, 16, 32, 48, 64, 80, 96, 112], 16, 1],
    ['one address', [64, 64, 64, 64, 64, 64, 64, 64], 16, 1],
    ['128 bytes apart: the same banks', [0, 128, 256, 384, 512, 640, 768, 896], 16, 8],
    ['64 bytes apart: two in the same banks of four', [0, 64, 128, 192], 16, 2],
    ['words one after the other', Array.from({ length: 32 }, (_, i) => 4 * i), 4, 1],
    ['words 8 bytes apart', Array.from({ length: 32 }, (_, i) => 8 * i), 4, 2],
  ])('%s', (_, addresses, bytes, cycles) => {
    expect(cyclesOf(addresses, bytes)).toBe(cycles);
  });
});

describe('accesses of a kernel', () => {
  const kernel = (body: string, more = '') => `
    const WIDTH: u32 = 8u;
    var<workgroup> tile: array<vec4f, 512>;
    @group(0) @binding(0) var<storage, read> input: array<u32>;
    ${more}
    @compute @workgroup_size(64)
    fn main(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) group: vec3u) {
      ${body}
    }`;
  const [write, read] = ['tile[INDEX] = vec4f();', 'let x = tile[INDEX];'].map(
    (text) => (index: string) => text.replace('INDEX', index),
  );

  test.each([
    ['lane', 1],
    ['lane * WIDTH', 8],
    ['lane / WIDTH', 1],
    ['(lane & 7u) * 8u + (lane >> 3u)', 8],
    ['(lane & 7u) * 9u + (lane >> 3u)', 1],
    ['group.x + lane', 1],
    ['twice(lane)', 2],
    ['select(lane, 4u * lane, lane < 32u)', 2.5],
  ])('tile[%s] takes %d times as long', (index, times) => {
    const twice = 'fn twice(x: u32) -> u32 { return 2u * x; }';
    for (const access of [write, read]) {
      expect(conflicts(sharedAccesses(kernel(access?.(index) ?? '', twice)))).toBe(times);
    }
  });

  test('a constant may stand before what it needs, as modules do', () => {
    const accesses = sharedAccesses(
      kernel('tile[FAR * lane] = vec4f();', '\nconst FAR = 2u * NEAR;\nconst NEAR: u32 = 2u;\n'),
    );
    expect(conflicts(accesses)).toBe(4);
  });

  test('follows loops, and counts what only some invocations do', () => {
    const [access] = sharedAccesses(
      kernel(
        'for (var i = 0u; i < 4u; i++) { if (lane < 16u) { tile[64u * i + lane] = vec4f(); } }',
      ),
    );
    expect(access).toMatchObject({ way: 'write', executions: 4, groups: 8, cycles: 8 });
  });

  test('invocations that left a loop do not meet those that go on', () => {
    const halves = `
      var<workgroup> sums: array<f32, 64>;
      fn add_up(lane: u32) {
        for (var width = 32u; width > 0u; width = width / 2u) {
          if (lane < width) { sums[lane] += sums[lane + width]; }
        }
      }`;
    const accesses = sharedAccesses(kernel('add_up(lane); add_up(lane);', halves));
    expect(accesses.map(({ executions, worst }) => [executions, worst])).toEqual(
      accesses.map(() => [12, 1]),
    );
  });

  test('knows the slowest group beside the mean', () => {
    const [access] = sharedAccesses(kernel(read?.('select(lane, 4u * lane, lane < 32u)') ?? ''));
    expect(access).toMatchObject({ groups: 8, cycles: 20, worst: 4 });
  });

  test.each([true, false])('takes the branch of a flag that is %s', (flag) => {
    const branches = 'if (FLAG) { tile[lane] = vec4f(); } else { tile[2u * lane] = vec4f(); }';
    const accesses = sharedAccesses(kernel(branches, `\nconst FLAG: bool = ${flag};\n`));
    expect(accesses.map(({ worst }) => worst)).toEqual([flag ? 1 : 2]);
  });

  test('takes a branch that depends on data, unless it leaves', () => {
    const accesses = sharedAccesses(
      kernel(`if (input[0] > 1u) { return; }
        if (input[1] > 1u) { tile[lane] = vec4f(); }`),
    );
    expect(accesses).toHaveLength(1);
  });

  test('a matrix is four accesses, and += reads and writes', () => {
    const accesses = sharedAccesses(
      kernel('blocks[lane] += mat4x4f();', 'var<workgroup> blocks: array<mat4x4f, 64>;'),
    );
    expect(accesses).toMatchObject([
      { variable: 'blocks', way: 'read', executions: 4, groups: 32, cycles: 128 },
      { variable: 'blocks', way: 'write', executions: 4, groups: 32, cycles: 128 },
    ]);
  });

  test('an index that depends on data is refused by its line', () => {
    expect(() => sharedAccesses(kernel('let x = tile[input[lane]];'))).toThrow(
      /line \d+: the index of "tile" depends on data/,
    );
  });
});
