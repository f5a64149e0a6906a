import { describe, expect, test } from 'vitest';
import { runShader } from './runShader.ts';

/** Values of f32 over the whole of a range, dense near its ends and near zero. */
function samples(low: number, high: number, count = 20000): Float32Array<ArrayBuffer> {
  const values = Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  const powers = Array.from({ length: 240 }, (_, i) => 2 ** (i / 2 - 120));
  const both = [...powers, ...powers.map((each) => -each)];
  const all = [...values, ...both.filter((each) => each >= low && each <= high)];
  return Float32Array.from(all.slice(0, all.length & ~3));
}

function evaluate(name: string, x: Float32Array<ArrayBuffer>): Float32Array {
  const code = `
@group(1) @binding(0) var<storage, read_write> x: array<vec4f>;
@compute @workgroup_size(1)
fn f(@builtin(workgroup_id) id: vec3u) {
  x[id.x] = ${name}(x[id.x]);
}`;
  const [y] = runShader(code, 'f', [x], [x.length / 4, 1, 1]);
  return y as Float32Array;
}

/** The distance of two values of f32 next to each other. */
function ulp(value: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
}

/**
 * The bounds of WGSL ("Accuracy of Concrete Floating Point Expressions"): in ulp, or absolute.
 * Ours are a fraction of them.
 */
const BOUNDS: readonly {
  readonly name: string;
  readonly of: (x: number) => number;
  readonly range: readonly [number, number];
  readonly error: (x: number, y: number) => number;
}[] = [
  { name: 'exp', of: Math.exp, range: [-87, 88.7], error: (_, y) => 2 * ulp(y) },
  { name: 'exp2', of: (x) => 2 ** x, range: [-125, 127.9], error: (_, y) => 3 * ulp(y) },
  { name: 'log', of: Math.log, range: [1e-30, 30], error: (_, y) => 2 * ulp(y) },
  { name: 'log', of: Math.log, range: [0.4, 2.1], error: (_, y) => 2 * ulp(y) },
  { name: 'log', of: Math.log, range: [1e-38, 3e38], error: (_, y) => 2 * ulp(y) },
  {
    name: 'log2',
    of: Math.log2,
    range: [1e-30, 30],
    error: (_, y) => Math.max(3 * ulp(y), 2 ** -22),
  },
  { name: 'sin', of: Math.sin, range: [-Math.PI, Math.PI], error: () => 2 ** -22 },
  { name: 'cos', of: Math.cos, range: [-Math.PI, Math.PI], error: () => 2 ** -22 },
  { name: 'sin', of: Math.sin, range: [-1000, 1000], error: () => 2 ** -20 },
  { name: 'tanh', of: Math.tanh, range: [-12, 12], error: (_, y) => 3 * ulp(y) },
];

describe('functions without an instruction of their own', () => {
  test.each(BOUNDS)('$name in $range', ({ name, of, range, error }) => {
    const x = samples(...range);
    const y = evaluate(name, x);
    const worst = x.reduce(
      (most, each, i) => {
        const expected = of(each);
        const share = Math.abs((y[i] as number) - expected) / error(each, expected);
        return share > most.share || Number.isNaN(share) ? { share, x: each, y: y[i] } : most;
      },
      { share: 0, x: 0, y: undefined as number | undefined },
    );
    expect(worst.share, `at ${worst.x}: ${worst.y}`).toBeLessThan(1);
  });

  test('values at the ends', () => {
    const end = (name: string, ...x: [number, number, number, number]): number[] => [
      ...evaluate(name, Float32Array.from(x)),
    ];
    expect(end('exp', -200, 200, 0, -104)).toEqual([0, Infinity, 1, expect.closeTo(0, 40)]);
    expect(end('log', 0, -1, Infinity, 1)).toEqual([-Infinity, NaN, Infinity, 0]);
    expect(end('log', 1e-40, 1e-45, 3.4e38, 1)[0]).toBeCloseTo(Math.log(Math.fround(1e-40)), 4);
    expect(end('tanh', 1000, -1000, 0, 1e-30)).toEqual([1, -1, 0, Math.fround(1e-30)]);
  });
});
