// steps_to_rows: the steps of sequences, which lie in one row, as rows of their own.
//
//   y[row, FIRST + s] = x[row, time of s], where time = LENGTH - 1 - s when REVERSED, else s; zero for padded steps
//   (slot valid) and in the other places
//   x [M, LENGTH*K], y [M*PLACES, K]; added to y when ACCUMULATE; other places stay as they are when KEEP
//
// Launch: one invocation per vec4 of y; x along K / 4, y along the rows.
// Numerics: exact.

// #import shared/columns
// #slot valid: all

const M: u32 = 32u;
const LENGTH: u32 = 4u;
const K: u32 = 20u;
const PLACES: u32 = 5u;
const FIRST: u32 = 1u;
const REVERSED: bool = false;
const KEEP: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, LENGTH*K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M*PLACES, K]

const WIDTH = (LENGTH * K + 7u) / 8u * 8u;
const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn steps_to_rows(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M * PLACES) {
    return;
  }
  let row = id.y / PLACES;
  // Places before the first are large numbers without a sign.
  let place = id.y % PLACES - FIRST;
  let inside = place < LENGTH;
  if (KEEP && !inside) {
    return;
  }
  let step = select(place, LENGTH - 1u - place, REVERSED);
  let time = select(0u, step, inside);
  let columns = 4u * id.x + vec4u(0u, 1u, 2u, 3u);
  let from = row * WIDTH + time * K + min(columns, vec4u(K - 1u));
  let read = vec4f(x[from.x], x[from.y], x[from.z], x[from.w]);
  let counts = inside & is_valid(row, time);
  let value = select(vec4f(), keep_columns(read, id.x, K), vec4<bool>(counts));
  let index = id.y * K4 + id.x;
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
