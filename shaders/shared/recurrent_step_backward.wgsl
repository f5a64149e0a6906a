// The product of a step back through a recurrent layer: the gradient of all gates of the step after, times their
// weights, is a part of the gradient of the state between the two. at [1] is the place of that state.
//
// FIRST: the last step of the sequences, which none comes after; LAST: the initial state, which no step comes before.
// The kernel gives `retreat`, which goes on with the sums of four units.

// #import shared/recurrent

const FIRST: bool = false;
const LAST: bool = false;
/// There is a gradient of the states beside that of the steps after.
const GIVEN: bool = true;

const INNER4 = select(SUMS_WIDTH / 4u, 0u, FIRST);
const SUMS4 = SUMS_WIDTH / 4u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return H4;
}

fn left_start(row4: u32) -> vec4u {
  let rows = min(4u * row4 + vec4u(0u, 1u, 2u, 3u), vec4u(M - 1u));
  return (rows * PLACES + at[0]) * SUMS4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(dsums[start.x + i], dsums[start.y + i], dsums[start.z + i], dsums[start.w + i]);
}

fn right_start(column4: u32) -> vec4u {
  return column4 + vec4u(0u, 1u, 2u, 3u) * H4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  let row = start + 4u * H4 * i;
  return mat4x4f(weight[row.x], weight[row.y], weight[row.z], weight[row.w]);
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 8u; i++) {
    let row = 4u * row4 + (i >> 1u);
    if (row < M) {
      retreat(row, column4 + (i & 1u), sums[i & 1u][i >> 1u]);
    }
  }
}
