// token_lengths: the steps of each sequence up to its end, which is its first token 0 and counts; all of them
// where there is none.
//
//   tokens [M, K] whole numbers, lengths [M, 1]
//
// Launch: one invocation per row.
// Numerics: exact.

const M: u32 = 32u;
const K: u32 = 32u;

@group(1) @binding(0) var<storage, read> tokens: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> lengths: array<u32>; // u32 [M, 1]

const STRIDE = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn token_lengths(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var length = K;
  for (var k = 0u; k < K; k++) {
    length = min(length, select(K, k + 1u, tokens[row * STRIDE + k] < 1.0));
  }
  lengths[8u * row] = length;
}
