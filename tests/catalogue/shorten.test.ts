import { expect, it } from 'vitest';
import { shorten } from '../../scripts/catalogue/shorten.mjs';

it('gives locals letters and leaves members, attributes and shared names', () => {
  const code = [
    'const rows: u32 = 4u;',
    '',
    '@compute @workgroup_size(64)',
    'fn kernel(@builtin(workgroup_id) workgroup_id: vec3u, lane: u32) {',
    '    let start = workgroup_id.x * rows + state.lane;',
    '    for (var i = 0u; i < 4u; i++) {',
    '        let value = value(start, a);',
    '        out[start + i] = value;',
    '    }',
    '}',
  ].join('\n');
  expect(shorten(code)).toBe(
    [
      'const rows: u32 = 4u;',
      '',
      '@compute @workgroup_size(64)',
      'fn kernel(@builtin(workgroup_id)b:vec3u,c:u32){',
      ' let d=b.x*rows+state.lane;',
      ' for(var e=0u;e<4u;e++){',
      ' let value=value(d,a);',
      ' out[d+e]=value;',
      ' }',
      '}',
    ].join('\n'),
  );
});

it('leaves operators apart that together would be another one', () => {
  const code = 'fn f(p: f32) -> f32 {\n    return p - -p / *q + (1.0 - 2.0) * -p;\n}';
  expect(shorten(code)).toBe('fn f(a:f32)->f32{\n return a- -a/ *q+(1.0-2.0)* -a;\n}');
});

it('leaves what lies outside functions', () => {
  const code =
    'struct State {\n    w: vec4f,\n}\n\n@group(1) @binding(0) var<storage, read> x: array<f32>;';
  expect(shorten(code)).toBe(code);
});
