// The gradient of the weights of a convolution as a product, [patch, N]: patches of images times vectors of N values,
// summed over positions. The kernel says which: `first_position` is the first one, and `end_row` the row of the batch
// from which on nothing counts. `vector_load` gives vec4 number i of the vectors, [M, POSITIONS*N].

// #import shared/patches

const N: u32 = 32u;

const PATCH4 = (PATCH + 7u) / 8u * 2u;
const VECTORS_WIDTH = (POSITIONS * N + 7u) / 8u * 8u;
const WHOLE_VECTORS = N % 4u == 0u;

// The patches are the left matrix: a gathered block then serves more multiply-adds in variants that share
// the loads of that side.

fn rows4() -> u32 {
  return PATCH4;
}

fn columns4() -> u32 {
  return (N + 7u) / 8u * 2u;
}

fn left_start(row4: u32) -> u32 {
  return row4;
}

fn left_block(start: u32, i: u32) -> mat4x4f {
  return transpose(patch_block(windows(first_position() + 4u * i + vec4u(0u, 1u, 2u, 3u)), start));
}

fn right_start(column4: u32) -> u32 {
  return 4u * column4;
}

fn right_block(start: u32, i: u32) -> mat4x4f {
  let positions = first_position() + 4u * i + vec4u(0u, 1u, 2u, 3u);
  let rows = positions / POSITIONS;
  let places = rows * VECTORS_WIDTH + (positions - rows * POSITIONS) * N + start;
  return mat4x4f(
    vector_at(places.x, start, rows.x), vector_at(places.y, start, rows.y),
    vector_at(places.z, start, rows.z), vector_at(places.w, start, rows.w),
  );
}

/// Values n .. n+3 of a position's vector, from `place` on; zero where the row or the value does not count.
fn vector_at(place: u32, n: u32, row: u32) -> vec4f {
  let counts = (row < end_row()) & (n < N);
  if (WHOLE_VECTORS) {
    return select(vec4f(), vector_load(select(0u, place / 4u, counts)), counts);
  }
  return vec4f(
    value_at(place, counts), value_at(place + 1u, counts & (n + 1u < N)),
    value_at(place + 2u, counts & (n + 2u < N)), value_at(place + 3u, counts & (n + 3u < N)),
  );
}

fn value_at(place: u32, counts: bool) -> f32 {
  let at = select(0u, place, counts);
  return select(0.0, vector_load(at / 4u)[at % 4u], counts);
}
