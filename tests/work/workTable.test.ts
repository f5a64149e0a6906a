import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WgslParser } from 'wgsl_reflect/wgsl_reflect.module.js';
import { tripsOf } from '../../scripts/catalogue/trips.mjs';
import { evaluate } from '../../scripts/work/evaluate.mjs';
import { workTable } from '../../scripts/work/workTable.generated.mjs';
import { build, slotted } from '../catalogue/fixtures.ts';

/** A kernel with loops of every kind that is known, and one whose end the data say. */
const looped = `// pick: y = load(x)
// #import shared/twice
// #slot load: plain
const M: u32 = 8u;
const FLAG: bool = true;
const TURNS = (M + 3u) / 4u;
@group(1) @binding(0) var<storage, read_write> y: array<vec4f>; // [M]
var<workgroup> tile: array<vec4f, 8>;
fn make(i: u32) -> mat4x4f {
  return mat4x4f(y[i], y[i + 1u], y[i + 2u], y[i + 3u]);
}
@compute @workgroup_size(8, 8)
fn pick(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = mat4x4f();
  for (var i = 0u; i < TURNS; i++) {
    let a = make(i);
    for (var j = lane; j < M; j += 64u) {
      sum += a * transpose(make(j));
    }
    tile[i] += vec4f(load(i));
  }
  for (var i = 0u; i < u32(tile[0].x); i++) {
    y[i] = tile[i];
  }
  if (FLAG) {
    y[id.x] = 2.0 * sum[0];
  } else {
    tile[1] = vec4f();
  }
  if (lane == 0u) {
    y[0] = vec4f();
  }
}
`;

test('the work of a kernel is read off its source', () => {
  const { work, problems } = build({ ...slotted, 'pick.wgsl': looped });
  expect(problems).toEqual([]);
  expect(work()).toEqual({
    modules: {},
    slots: {
      load: {
        indexed: { constants: {}, functions: { load: { loads: 2 } } },
        plain: { constants: {}, functions: { load: { loads: 1 } } },
      },
    },
    kernels: {
      pick: {
        constants: { M: '8', FLAG: 'true', TURNS: '(M + 3) / 4' },
        functions: {
          make: { loads: 4 },
          pick: {
            steps: [
              {
                times: 'TURNS',
                sharedLoads: 1,
                sharedStores: 1,
                steps: [
                  'make',
                  { times: '(M + 64 - 1) / 64', multiplyAdds: 64, steps: ['make'] },
                  'load',
                ],
              },
              { times: null, stores: 1, sharedLoads: 1 },
              { times: 'FLAG', stores: 1 },
              { times: '!(FLAG)', sharedStores: 1 },
              { times: '1', rare: true, stores: 1 },
            ],
          },
        },
      },
    },
  });
});

/** The loop of a function in which it stands alone. */
function loopOf(header: string) {
  const [fn] = new WgslParser().parse(`fn f() { for (${header}) { } }`) as unknown as [
    { body: [object] },
  ];
  return fn.body[0];
}

const trips = (header: string): number | null => {
  const found = tripsOf(loopOf(header));
  return found === null ? null : evaluate(found, () => Number.NaN);
};

describe('the trips of a loop', () => {
  test('are as many as it runs', () => {
    const numbers = fc.tuple(
      fc.nat(40),
      fc.integer({ min: 40, max: 200 }),
      fc.integer({ min: 1, max: 70 }),
    );
    fc.assert(
      fc.property(numbers, ([from, to, step]) => {
        let [turns, halves] = [0, 0];
        for (let i = from; i < to; i += step) turns++;
        for (let i = to; i > from; i = Math.floor(i / 2)) halves++;
        expect(trips(`var i = ${from}u; i < ${to}u; i += ${step}u`)).toBe(turns);
        expect(trips(`var i = ${from}u; i < ${to}u; i++`)).toBe(to - from);
        expect(trips(`var i = ${to}u; i > ${from}u; i = i / 2u`)).toBe(halves);
      }),
    );
  });

  test.each([
    ['var i = 0u; i < min(4u, n - 4u * part); i++', 4],
    ['var i = 0u; i < select(8u, 0u, halted); i++', 8],
    ['; i < 3u; i++', 3],
    ['var i = first; i < end; i++', null],
    ['var i = 0u; i < 9u; i = i * 2u', null],
    ['var i = 9u; i > 0u; i = i / 3u', null],
    ['var i = 0u; i <= 9u; i++', null],
  ])('%s: %s', (header, expected) => {
    expect(trips(header)).toBe(expected);
  });
});

test('every product has one loop for its sum, and says how often it runs', () => {
  for (const [name, { functions }] of Object.entries(workTable.slots.product ?? {})) {
    const sums = (functions.product?.steps ?? []).filter(
      (step) => typeof step !== 'string' && JSON.stringify(step).includes('multiplyAdds'),
    );
    expect(sums, name).toHaveLength(1);
    expect(JSON.stringify(sums), name).toMatch(/INNER4|STEPS/);
  }
});
