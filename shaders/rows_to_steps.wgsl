// rows_to_steps: rows that are steps of sequences, side by side in one row.
//
//   y[row, time of s] = x[row, FIRST + s], where time = LENGTH - 1 - s when REVERSED, else s; zero for padded steps
//   (slot valid)
//   x [M*PLACES, K], y [M, LENGTH*K]; added to y when ACCUMULATE
//
// Launch: one invocation per vec4 of y; x along LENGTH * K / 4, y along M.
// Numerics: exact.

// #slot valid: all

const M: u32 = 32u;
const LENGTH: u32 = 4u;
const K: u32 = 20u;
const PLACES: u32 = 5u;
const FIRST: u32 = 1u;
const REVERSED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M*PLACES, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, LENGTH*K]

const K8 = (K + 7u) / 8u * 8u;
const WIDTH4 = (LENGTH * K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn rows_to_steps(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= WIDTH4 || id.y >= M) {
    return;
  }
  let columns = 4u * id.x + vec4u(0u, 1u, 2u, 3u);
  let inside = columns < vec4u(LENGTH * K);
  let times = min(columns / K, vec4u(LENGTH - 1u));
  let places = FIRST + select(times, LENGTH - 1u - times, vec4<bool>(REVERSED));
  let from = (id.y * PLACES + places) * K8 + columns % K;
  let valid = vec4<bool>(
    is_valid(id.y, times.x), is_valid(id.y, times.y), is_valid(id.y, times.z), is_valid(id.y, times.w),
  );
  let read = vec4f(x[from.x], x[from.y], x[from.z], x[from.w]);
  let value = select(vec4f(), read, inside & valid);
  let index = id.y * WIDTH4 + id.x;
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
