import { describe, expect, test } from 'vitest';
import { compileShader } from '../../../src/wasm/compiler/compileShader.ts';
import { useGpu } from '../../support/gpu.ts';
import { expectSame, kernel } from './comparedKernel.ts';

/** Each kernel: its subject, its body, the size of its workgroups, and how many of them run. */
const KERNELS: [
  name: string,
  body: string,
  size?: number,
  workgroups?: number,
  declarations?: string,
][] = [
  ['swizzles', 'y[0] = x[1].wzyx; y[1] = vec4f(x[2].xy, x[3].zw); y[2] = vec4f(x[0].x, x[1].yzw);'],
  ['components', 'var v = x[0]; v.y = v.x + 1.0; v[2] = v.y * 2.0; y[0] = v; y[1].z = v.w;'],
  [
    'components by a number that is computed',
    'var v = x[0]; for (var i = 0u; i < n[3] % 4u; i++) { v[i] += v[(i + 1u) % 4u]; } y[0] = v; y[1][n[1] % 4u] = 7.0;',
  ],
  [
    'integers',
    'm[0] = n[1] / n[2]; m[1] = n[3] % 7u; m[2] = n[4] << (33u % 32u); m[3] = n[5] >> 3u; m[4] = ~n[6]; m[5] = n[7] * n[8]; m[6] = n[9] - n[10]; m[7] = n[11] ^ (n[12] | (n[13] & n[14]));',
  ],
  ['division by zero', 'let zero = n[0]; m[0] = n[3] / zero; m[1] = n[3] % zero;'],
  [
    'signed integers',
    'let a = i32(n[3]) - 1000; m[0] = u32(a / 7); m[1] = u32(a % 7); m[2] = u32(a >> 2u); m[3] = u32(a < 0); m[4] = u32(i32(-x[1].x * 10.0));',
  ],
  [
    'vectors of integers',
    'let a = vec4u(n[1], n[2], n[3], n[4]); let b = a * 3u + vec4u(1u, 2u, 3u, 4u); m[0] = b.x; m[1] = b.y; m[2] = (b >> vec4u(1u, 2u, 3u, 4u)).w; y[0] = vec4f(b & vec4u(0xffu)); y[1] = bitcast<vec4f>(vec4u(0x3f800000u) | (b & vec4u(0xffffu)));',
  ],
  [
    'masks',
    'let a = x[0] < x[1]; y[0] = select(x[0], x[1], a); y[1] = select(vec4f(), x[2], !a | (x[2] > vec4f(0.5))); m[0] = u32(all(a)) + 2u * u32(any(a)); y[2] = select(x[0], x[1], n[1] > 5u); m[1] = select(n[1], n[2], x[0].x < 0.0); y[3] = vec4f(a);',
  ],
  [
    'two components',
    'var a = vec2f(x[0].x, x[1].y); a += vec2f(1.0, 2.0) * a.yx; y[0] = vec4f(a, a.y, -a.x); m[0] = u32(any(a > vec2f(0.0)));',
  ],
  [
    'matrices',
    'let a = mat4x4f(x[0], x[1], x[2], x[3]); let b = transpose(a); let c = a * b + a * 0.5; y[0] = c[0]; y[1] = c[3]; y[2] = a * x[4]; var d = c; d += a * b; d[1] = x[5]; y[3] = d[0]; y[4] = d[1];',
  ],
  [
    'arrays by a number that is computed',
    'var all = array<vec4f, 3>(x[0], x[1], x[2]); for (var i = 0u; i < n[2] % 5u; i++) { all[i % 3u] += x[i]; } y[0] = all[n[1] % 3u]; y[1] = all[0]; let c = array<u32, 4>(5u, 6u, 7u, 7u); m[0] = c[n[1] % 4u];',
  ],
  [
    'matrices by a number that is computed',
    'var all = array<mat4x4f, 2>(mat4x4f(x[0], x[1], x[2], x[3]), mat4x4f(x[4], x[5], x[6], x[7])); for (var i = 0u; i < select(8u, 3u, n[0] > 9u); i++) { y[i] = all[i & 1u][i >> 1u]; }',
  ],
  [
    'structs',
    'var p = Pair(x[0], n[1]); p.a += x[1]; p = twice(p); y[0] = p.a; m[0] = p.b; stored = p; y[1] = stored.a;',
    1,
    1,
    'struct Pair { a: vec4f, b: u32 } var<private> stored: Pair; fn twice(p: Pair) -> Pair { return Pair(p.a + p.a, p.b * 2u); }',
  ],
  [
    'early returns',
    'y[0] = vec4f(g(0.5), g(-2.0), g(30.0), g(x[0].x)); if (n[1] > 0u) { return; } y[0] = vec4f(9.0);',
    1,
    1,
    'fn g(a: f32) -> f32 { if (a < 0.0) { return -1.0; } for (var i = 0u; i < 9u; i++) { if (f32(i) > a) { return f32(i); } } return 100.0; }',
  ],
  [
    'loops',
    'var s = 0u; for (var i = 0u; i < 20u; i++) { if (i % 3u == 0u) { continue; } if (i > n[1] + 15u) { break; } s += i; } var k = 0u; while (k < s) { k += 7u; } m[0] = s; m[1] = k; for (var i = 10u; i > 0u; i--) { s = s * 3u + i; } m[2] = s;',
  ],
  [
    'a function that changes what the left side reads',
    'm[0] = counter + next() + counter; m[1] = next() * 10u + counter;',
    1,
    1,
    'var<private> counter: u32; fn next() -> u32 { counter += 1u; return counter; }',
  ],
  [
    'guards',
    'if ((n[1] > 0u && n[n[1] % 4u] > 1u) || x[0].x > 9.0) { m[0] = 1u; } else if (n[2] == 3u) { m[0] = 2u; } else { m[0] = 3u; }',
  ],
  [
    'extremes',
    'y[0] = clamp(x[0], vec4f(-0.5), vec4f(0.5)); y[1] = min(x[0], x[1]); y[2] = max(x[0], vec4f(0.1)); m[0] = min(n[1], n[2]); m[1] = max(n[3], 5u); y[3] = abs(x[0]) + sign(x[1]); y[4] = vec4f(sqrt(abs(x[0].x)), floor(x[1].x), dot(x[0], x[1]), ceil(x[1].y));',
  ],
  [
    'the lengths of buffers',
    'm[0] = arrayLength(&x) * 1000u + arrayLength(&y); m[1] = arrayLength(&n) + arrayLength(&m); part[lane] = n[lane]; workgroupBarrier(); m[2u + lane] = part[31u - lane] + arrayLength(&n) + lane;',
    32,
    1,
    'var<workgroup> part: array<u32, 32>;',
  ],
  ['bytes', 'y[0] = unpack4x8unorm(n[5]); y[1] = vec4f(unpack2x16unorm(n[6]), 0.0, 1.0);'],
  ['workgroups', 'm[id.x + grid.x * id.y] = 100u * id.y + id.x + 1000u * lane;', 1, 6],
  ['invocations', 'm[id.x * 32u + lane] = lane * 3u + id.x;', 32, 3],
  [
    'a sum in a tree',
    'part[lane] = n[lane]; for (var w = 16u; w > 0u; w = w / 2u) { workgroupBarrier(); if (lane < w) { part[lane] += part[lane + w]; } } if (lane == 0u) { m[id.x] = part[0]; }',
    32,
    2,
    'var<workgroup> part: array<u32, 32>;',
  ],
  [
    'values that live over barriers',
    'var sum = x[lane]; let own = x[lane].x * 2.0; let place = (lane * 7u + 3u) % 32u; for (var turn = 0u; turn < 5u; turn++) { part[lane] = sum; workgroupBarrier(); sum += part[place] * own; workgroupBarrier(); } y[lane] = sum + vec4f(own);',
    32,
    1,
    'var<workgroup> part: array<vec4f, 32>;',
  ],
  [
    'a value for all',
    'part[lane] = n[lane + 1u]; let first = workgroupUniformLoad(&part[id.x]); if (first > 3u) { part[31u - lane] = lane; workgroupBarrier(); m[lane] = part[lane] + first; }',
    32,
    1,
    'var<workgroup> part: array<u32, 32>;',
  ],
  [
    'arrays of an invocation that live over barriers',
    'var own = array<u32, 4>(lane, 2u, 3u, 4u); own[n[lane] % 4u] += 100u; part[lane] = own[0]; workgroupBarrier(); m[lane] = own[(lane + n[0]) % 4u] + part[31u - lane];',
    32,
    1,
    'var<workgroup> part: array<u32, 32>;',
  ],
  [
    'invocations that leave',
    'if (id.x > 1u) { return; } part[lane] = lane; workgroupBarrier(); if (lane > 20u) { return; } m[32u * id.x + lane] = part[lane + 3u];',
    32,
    3,
    'var<workgroup> part: array<u32, 32>;',
  ],
  [
    'memory of the workgroup starts with zeros',
    'm[32u * id.x + lane] = part[lane]; workgroupBarrier(); part[lane] = 7u;',
    32,
    3,
    'var<workgroup> part: array<u32, 32>;',
  ],
];

describe('the language of kernels', () => {
  const gpu = useGpu();

  test.each(KERNELS)('%s', async (_, body, size = 1, workgroups = 1, declarations = '') => {
    await expectSame(gpu().device, kernel(body, size, declarations), workgroups);
  });
});

describe('what kernels may not use', () => {
  test.each([
    ['let a = 1u +;', '14:15 expected an expression, got ";"'],
    ['m[0] = missing;', '14:10 "missing" is not declared'],
    ['m[0] = refract(1u);', '14:10 "refract" is not supported'],
    ['m[0] = 1.5;', '14:3 expected u32, got float'],
    ['m[0] = 4294967296;', '14:3 4294967296 does not fit u32'],
    [
      'm[0] = arrayLength(&n[0]);',
      '14:10 arrayLength takes arrays as long as their buffer, got u32',
    ],
    ['m[0] = -1;', '14:3 -1 does not fit u32'],
    ['let a = 2147483648;', '14:3 2147483648 does not fit i32'],
    ['m[0] = 4294967296u;', '14:10 4294967296 does not fit u32'],
    ['let a = 1e39;', '14:3 1e+39 does not fit f32'],
    ['m[0] = 1 / 0;', '14:12 1 / 0 has no value'],
    ['m[0] = u32(9007199254740992 * 9 % 5);', '14:31 9007199254740992 * 9 has no value'],
    ['let a = lane; --a;', '14:20 expected an assignment, got ";"'],
    ['let a = lane; let b = ++a;', '14:25 expected an expression, got "++"'],
    ['m[0] = n[0] + x[0].x;', '14:15 expected u32, got f32'],
    ['x[0] = vec4f();', '14:3 this memory is read-only'],
    ['m[0] = x[0].q;', '14:14 "q" is no component'],
    ['switch n[0] { default: { } }', '14:10 expected an assignment, got "n"'],
    ['if (lane < 3u) { workgroupBarrier(); }', '14:20 not all invocations get to this barrier'],
  ])('%s', (body, message) => {
    const target = { shared: false, relaxed: false };
    expect(() => compileShader(kernel(body, 32), 'f', target)).toThrow(message);
  });
});
