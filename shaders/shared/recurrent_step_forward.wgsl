// The product of a step of a recurrent layer: the states of all rows, times the weights of the gates. Four columns
// are the gates of one unit, so that what follows the product has all of them. Where there are three gates
// the last column repeats the third.
//
// The kernel gives `advance`, which goes on with the sums of a unit in four rows: a function of four numbers takes as long
// as of one.

// #import shared/recurrent

const INNER4 = H4;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return 4u * H4;
}

/// Four rows. Those past the last repeat it.
fn rows_from(row: u32) -> vec4u {
  return min(row + vec4u(0u, 1u, 2u, 3u), vec4u(M - 1u));
}

fn valid_rows(rows: vec4u, time: u32) -> vec4<bool> {
  return vec4<bool>(
    is_valid(rows.x, time), is_valid(rows.y, time), is_valid(rows.z, time), is_valid(rows.w, time),
  );
}

fn left_start(row4: u32) -> vec4u {
  return (rows_from(4u * row4) * PLACES + at[0]) * 4u * H4;
}

/// Single numbers: a write to one component of a vector may touch those that other invocations write.
fn four_states(first: u32) -> vec4f {
  return vec4f(states[first], states[first + 1u], states[first + 2u], states[first + 3u]);
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  let first = start + 4u * i;
  return mat4x4f(
    four_states(first.x), four_states(first.y), four_states(first.z), four_states(first.w),
  );
}

fn right_start(column4: u32) -> vec4u {
  let unit = min(column4, H - 1u);
  return (GATES * unit + vec4u(0u, 1u, 2u, GATES - 1u)) * H4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return transpose(mat4x4f(
    weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
  ));
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 2u; i++) {
    if (column4 + i < H) {
      advance(4u * row4, column4 + i, sums[i]);
    }
  }
}
