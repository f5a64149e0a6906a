// group_normalizer: the normalizers of logits and targets for each group of neighbouring columns.
//
//   log Σ_j exp(outputs_j) and Σ_j x_j,  j over the columns of the group
//   outputs [M, K], x [M / SAMPLES, K] (slot load), starts [GROUPS + 1]: the first column of each
//   group, then K; normalizers [2*M, K]: the former at every column of the group, and M rows
//   below it the latter
//
// Launch: one invocation per group and row; x along the groups, y along M.
// Numerics: one pass over the group in ascending order with a running maximum, so that nothing
// overflows.

// #import shared/samples
// #slot load: matrix

const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 49u;

@group(1) @binding(0) var<storage, read> outputs: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read> starts: array<u32>; // u32 [_]
@group(1) @binding(2) var<storage, read_write> normalizers: array<f32>; // [2*M, K]

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4e38;

@compute @workgroup_size(8, 8)
fn group_normalizer(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y;
  if (id.x >= GROUPS || row >= M) {
    return;
  }
  let first = starts[id.x];
  let end = starts[id.x + 1u];
  let start = x_row(row / SAMPLES);
  var largest = LOWEST;
  var sum = 0.0;
  var total = 0.0;
  for (var column = first; column < end; column++) {
    let logit = outputs[row * WIDTH + column];
    let before = largest;
    largest = max(largest, logit);
    sum = sum * exp(before - largest) + exp(logit - largest);
    total += x_load(start, column / 4u)[column % 4u];
  }
  let log_normalizer = largest + log(sum);
  for (var column = first; column < end; column++) {
    normalizers[row * WIDTH + column] = log_normalizer;
    normalizers[(M + row) * WIDTH + column] = total;
  }
}
