// one_hot: quantises values in [0, 1] to LEVELS levels, with one column per level.
//
//   y[row, LEVELS·k + level] = 1 where level = min(LEVELS - 1, ⌊LEVELS · x[row, k]⌋), else 0
//   x [M, K], y [M, K*LEVELS]
//
// Launch: one invocation per vec4 of y; x along K · LEVELS / 4, y along M.
// Numerics: LEVELS · x is rounded to f32 before its integer part is taken. The u8 values v / 255 are never
// at the edge of a level if LEVELS has no common factor with 255, for example if it is a power of two.

const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 2u;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K*LEVELS]

const X_WIDTH = (K + 7u) / 8u * 8u;
const Y4 = (K * LEVELS + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn one_hot(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < K * LEVELS) {
      let scaled = f32(LEVELS) * x[id.y * X_WIDTH + column / LEVELS];
      let level = u32(clamp(scaled, 0.0, f32(LEVELS - 1u)));
      value[i] = f32(level == column % LEVELS);
    }
  }
  y[id.y * Y4 + id.x] = value;
}
