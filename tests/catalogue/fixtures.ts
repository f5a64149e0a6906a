import { buildCatalogue } from '../../scripts/catalogue/build.mjs';
import { assemble } from '../../src/kernels/assemble.ts';
import { compileShader } from '../../src/wasm/compiler/compileShader.ts';

/** A kernel that breaks no rule; lines 1 to 9. */
export const scale = `// scale: y = FACTOR x
const M: u32 = 8u;
const FACTOR: f32 = 2.5;
@group(1) @binding(0) var<storage, read> x: array<f32>; // [M]
@group(1) @binding(1) var<storage, read_write> y: array<f32>; // [M]
@compute @workgroup_size(64)
fn scale(@builtin(global_invocation_id) id: vec3u) {
  y[id.x] = FACTOR * x[id.x];
}
`;

/** A kernel with a slot whose two choices differ in their bindings. */
export const slotted = {
  'pick.wgsl': `// pick: y = load(x)
// #import shared/twice
// #slot load: plain
const M: u32 = 8u;
@group(1) @binding(0) var<storage, read_write> y: array<f32>; // [M]
@compute @workgroup_size(8, 8)
fn pick(@builtin(global_invocation_id) id: vec3u) {
  y[id.x] = twice(load(id.x));
}
`,
  'slots/load/plain.wgsl': `// load: as it stands
@group(1) @binding(0) var<storage, read> x: array<f32>; // [M]
fn load(row: u32) -> f32 {
  return x[row];
}
`,
  'slots/load/indexed.wgsl': `// load: by index
// #import shared/twice
const SHIFT: i32 = -1;
@group(1) @binding(0) var<storage, read> data: array<u32>; // u8 [_, 2*M]
@group(1) @binding(1) var<storage, read> row_index: array<u32>; // u32 [_]
fn load(
  index: u32,
) -> f32 {
  return twice(f32(i32(data[row_index[index]]) + SHIFT));
}
`,
  'shared/twice.wgsl': `// twice: doubles
const TWO: f32 = 2;
fn twice(value: f32) -> f32 {
  return TWO * value;
}
`,
};

export function build(sources: Record<string, string>) {
  return buildCatalogue(sources, assemble, compileShader);
}

/** Findings as the command line prints them. */
export function findings(sources: Record<string, string>): string[] {
  return build(sources).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
