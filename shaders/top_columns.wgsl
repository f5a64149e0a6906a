// top_columns: the columns of each row with the TOP largest scores, without those that are known.
//
//   columns[m, j] = the column of the j-th largest scores[m, k] where known[m, k] = 0; of equal ones the first
//   is the larger. values[m, j] = its score. Where a row has fewer such columns, column K of value 0 stands.
//   scores and known [M, K], columns and values [M, TOP]
//
// Launch: one workgroup of 64 per row. A lane keeps the best of every 64th column and looks for another
// only when that one is taken: K + TOP * K / 64 comparisons a row.
// Numerics: scores are compared as they are; those of -1e30 or less are not found. Numbers of columns are
// exact in f32.

// #import shared/best64

const M: u32 = 32u;
const K: u32 = 2000u;
const TOP: u32 = 10u;

@group(1) @binding(0) var<storage, read> scores: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read> known: array<f32>; // [M, K]
@group(1) @binding(2) var<storage, read_write> columns: array<f32>; // [M, TOP]
@group(1) @binding(3) var<storage, read_write> values: array<f32>; // [M, TOP]

const WIDTH = (K + 7u) / 8u * 8u;
const STRIDE = (TOP + 7u) / 8u * 8u;
/// The score of no column, and one above any score.
const NEVER = -1e30;
const ALWAYS = 1e30;

@compute @workgroup_size(64)
fn top_columns(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  var own = best_after(row, lane, Candidate(ALWAYS, 0u), K);
  for (var j = 0u; j < TOP; j++) {
    let best = best64_for_all(own, lane);
    if (lane == 0u) {
      columns[row * STRIDE + j] = f32(best.number);
      values[row * STRIDE + j] = select(0.0, best.score, best.number < K);
    }
    let end = select(0u, K, own.number == best.number);
    let next = best_after(row, lane, best, end);
    own.score = select(own.score, next.score, end == K);
    own.number = select(own.number, next.number, end == K);
  }
  if (lane < STRIDE - TOP) {
    columns[row * STRIDE + TOP + lane] = 0.0;
    values[row * STRIDE + TOP + lane] = 0.0;
  }
}

/// The best of a lane's columns below `end` that come after one that is taken.
fn best_after(row: u32, lane: u32, taken: Candidate, end: u32) -> Candidate {
  var score = NEVER;
  var column = K;
  for (var k = lane; k < end; k += 64u) {
    let value = scores[row * WIDTH + k];
    let later = (value < taken.score) | ((value == taken.score) & (k > taken.number));
    let better = later & (known[row * WIDTH + k] == 0.0) & (value > score);
    score = select(score, value, better);
    column = select(column, k, better);
  }
  return Candidate(score, column);
}
