import { describe, expect, test } from 'vitest';
import { useGpu } from '../../support/gpu.ts';
import { expectSame, inputs, kernel } from './comparedKernel.ts';
import { runShader } from './runShader.ts';

const COUNTER =
  'var<private> counter: u32; fn next() -> u32 { counter += 1u; return counter; } fn bump(by: u32) -> f32 { counter += by; return f32(counter); }';
const PART = 'var<workgroup> part: array<u32, 32>;';

/** Kernels that a compiler easily gets wrong, with the size of their workgroups. */
const KERNELS: [name: string, body: string, size?: number, declarations?: string][] = [
  [
    'indices below zero that a constant brings back',
    'let far = n[0] - 200000u; m[0] = n[far + 200003u]; m[3u + far + 200001u] = n[far * 2u + 400002u]; let near = n[0] - 2u; m[1] = n[near + 2u];',
  ],
  [
    'the smallest integer over -1',
    'let least = i32(n[0] | 0x80000000u); let minus = i32(n[0]) - 1; m[0] = u32(least / minus); m[1] = u32(least % minus); m[2] = u32(least / -1); m[3] = u32(least % -1);',
  ],
  [
    'arguments are computed in order',
    'm[0] = max(counter, next()) * 10u + min(next(), counter); let v = vec2u(counter, next()); m[1] = v.x * 10u + v.y; y[0] = vec4f(f32(counter), bump(2u), f32(counter), bump(3u)); m[2] = select(counter, next(), next() > 0u);',
    1,
    COUNTER,
  ],
  [
    'places and operands are computed in order',
    'm[counter] = next() + 100u; m[counter] += next(); counter += next(); m[7] = counter; m[next() + counter] = counter;',
    1,
    COUNTER,
  ],
  [
    'what components and elements are taken of is computed once',
    'var all = array<vec4f, 3>(x[0], x[1], x[2]); y[0] = all[next() % 3u].wzyx + vec4f(x[next()].zw, 0.0, 0.0); m[0] = counter; let v = vec4u(n[next()], n[2], n[3], n[4]); m[1] = v.wzyx[next() % 4u] + vec4u(next()).xy[1]; m[2] = counter;',
    1,
    COUNTER,
  ],
  [
    'a value for all that changes',
    'if (lane == 0u) { part[0] = 5u; } let first = workgroupUniformLoad(&part[0]); if (lane == 1u) { part[0] = 6u; } let second = workgroupUniformLoad(&part[0]); m[lane] = first * 10u + second;',
    32,
    PART,
  ],
  [
    'what was read before a value for all',
    'part[lane] = lane + 1u; workgroupBarrier(); let sum = part[31u - lane] + workgroupUniformLoad(&part[3]); part[lane] = 1000u; m[lane] = sum;',
    32,
    PART,
  ],
  [
    'a variable for all that is set beside a store',
    'let many = n[2] > 0u; var turns = 0u; if (many) { part[lane] = 1u; turns = 5u; } let after = turns + 1u; var sum = 0u; for (var i = 0u; i < after; i++) { workgroupBarrier(); sum += part[(lane + i) % 32u]; } m[lane] = sum + after;',
    32,
    PART,
  ],
  [
    'a loop for all whose bound is set beside a store',
    'var turns = 1u; part[lane] = lane; for (var k = 0u; k < n[2] % 3u + 2u; k++) { m[lane + 32u * k] = k; turns += k; } let twice = turns * 2u; for (var i = 0u; i < twice; i++) { workgroupBarrier(); m[lane] += part[31u - lane]; }',
    32,
    PART,
  ],
  [
    'variables over loops and branches',
    'var a = n[1]; let before = a * 3u; if (n[2] > 1u) { a = a * 3u; } else { a += 1u; } let after = a * 3u; for (var i = 0u; i < 5u + n[0]; i++) { let old = a * 3u; if (i == 2u) { continue; } a = old + i; if (a * 3u > 1000000000u) { break; } } m[0] = before; m[1] = after; m[2] = a * 3u;',
  ],
  [
    'swapped values',
    'var a = n[1]; var b = n[2]; for (var i = 0u; i < 3u + n[0]; i++) { let c = a; a = b; b = c + a; } var v = vec4u(n[1], n[2], n[3], n[4]); v = v.wxyz; v = vec4u(v.y, v.x, v.w, v.z); m[0] = a; m[1] = b; m[2] = v.x; m[3] = v.y; m[4] = v.z; m[5] = v.w; m[6] = m[5]; m[7] = m[1] + m[0];',
  ],
  [
    'values of invocations that go other ways',
    'var a = lane; var k = 0u; for (; k < 40u; k++) { if (k > lane % 7u) { break; } a += k; } part[lane] = a; workgroupBarrier(); if (lane % 2u == 0u) { a += part[31u - lane]; } workgroupBarrier(); part[lane] = a + k; workgroupBarrier(); m[lane] = part[(lane + 5u) % 32u] + a;',
    32,
    PART,
  ],
  [
    'large numbers',
    'm[0] = u32(4294967295); y[0] = vec4f(f32(n[0] + 4294967295u), f32(4294967295u), f32(i32(n[0]) - 1), 3000000000.0); m[1] = n[0] + 4294967295; m[2] = u32(x[0].x - 10.0); m[3] = u32(x[0].x + 1e20); m[4] = (n[0] - 1u) / 3u; m[5] = (n[0] - 1u) >> 31u; m[6] = u32(n[0] - 1u > 5u); m[7] = (n[0] - 1u) % 16u; m[8] = (n[0] - 8u) / 0x80000000u;',
  ],
  [
    'numbers without a type',
    'let a: f32 = 4294967295; let b = vec2f(4294967296, -4294967296); y[0] = vec4f(a, 4294967296.0, b); y[1] = vec4f(0x100000000, x[0].x + 5000000000, 1e40 / 1e20, f32(-3000000000)); y[2] = vec4(1, x[1].x, 2.5, 16777217.0 - 16777216.0); y[3] = max(vec4f(x[1].x), vec4f(vec2(0.5, 1), vec2(2, 3.5)));',
  ],
  [
    'whole numbers without a type',
    'm[0] = 4294967295 / 3; m[1] = 0xffffffff >> 31; m[2] = 1 << 31; m[3] = u32(4294967295 > 5); m[4] = 0x123456789 % 1000; m[5] = (0x1f0000000f & 0x100000000) / 65536; m[6] = u32(-7 / 2 + 10) * 10 + u32(-7 % 3 + 5); m[7] = unpack(); let least = -2147483648; m[8] = u32(least + 5 < 0); m[9] = TABLE[n[1] % 3u]; m[10] = max(BIG, 3) - 4294967290; m[11] = ~(-6) | 0x80000000; const local = 4294967295; m[12] = local; m[13] = array(7u, 8u, BIG)[n[2] % 3u];',
    1,
    'const BIG = 4294967295; const TABLE = array<u32, 3>(BIG, 4294967294, 5); fn unpack() -> u32 { return u32(unpack2x16unorm(0xffff0000).y + unpack4x8unorm(0xff000000).w); }',
  ],
  [
    'short loops whose counter has a type',
    'var all = array<u32, 4>(); for (var i: u32 = 0; i < 4; i += 1) { all[i] = n[i] + i; } m[0] = all[n[1] % 4u]; for (var i = 0xfffffffeu; i != 0; i++) { all[i & 3u] = i; } m[1] = all[2] + all[3]; for (var i = 3; i >= 0; i--) { all[i] += u32(i - 1); } m[2] = all[0] ^ all[3];',
  ],
  [
    'minus signs side by side',
    'let a = x[0].x + 1.5; y[0] = vec4f(--a, a--x[1].x, a- -a, ---a); var i = 9u; i--; for (var k = 9; k > 0; k--) { i += u32(k--1) + u32(3--k); } m[0] = i;',
  ],
  [
    'returns in loops and branches',
    'm[0] = found(3u) + 100u * found(n[2] % 5u) + 10000u * found(99u); m[1] = chosen(n[0]) * 10u + chosen(n[0] + 1u);',
    1,
    'fn found(wanted: u32) -> u32 { for (var i = 0u; i < 9u; i++) { for (var k = 0u; k < 3u; k++) { if (i * 3u + k == wanted * 2u) { return i + k; } } if (i > 6u) { break; } } return 50u; } fn chosen(a: u32) -> u32 { var b = a; if (a == 0u) { b += 2u; return b; } else { b += 3u; return b; } }',
  ],
];

describe('corners of the language', () => {
  const gpu = useGpu();

  test.each(KERNELS)('%s', async (_, body, size = 1, declarations = '') => {
    await expectSame(gpu().device, kernel(body, size, declarations));
  });
});

// WebGPU may drop the sign.
test('products by zeros of both signs are two values', () => {
  const code = kernel('y[0] = vec4f(1.0 / (x[1].x * 0.0), 1.0 / (x[1].x * -0.0), x[1].x, 0.0);');
  const [, , y] = runShader(code, 'f', inputs());
  expect([...(y ?? [])].slice(0, 2)).toEqual([-Infinity, Infinity]);
});
