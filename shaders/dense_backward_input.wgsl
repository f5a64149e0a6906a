// dense_backward_input: the gradient of a fully connected layer's input, times the
// gradient of the activation that made that input (slot activation_gradient).
//
//   dx = (dy · weight) ⊙ activation'
//   dy [M, N], weight [N, K], dx [M, K]; added to dx when ACCUMULATE
//
// Launch: one invocation makes an 8 x 8 block of dx; x along K / 8, y along M / 8.
// Blocks are stored as mat4x4f whose columns are rows: dxᵀ = weightᵀ · dyᵀ.
// Numerics: f32; sums over N in ascending order, four at a time.

// #slot activation_gradient: identity

const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn dy_block(row: u32, n4: u32) -> mat4x4f {
  let start = row * N4 + n4;
  return mat4x4f(dy[start], dy[start + N4], dy[start + 2u * N4], dy[start + 3u * N4]);
}

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  );
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  for (var i = 0u; i < 4u; i++) {
    let index = (row + i) * K4 + column4;
    let value = sums[i] * activation_gradient(index);
    if (ACCUMULATE) {
      dx[index] += value;
    } else {
      dx[index] = value;
    }
  }
}

@compute @workgroup_size(8, 8)
fn dense_backward_input(@builtin(global_invocation_id) id: vec3u) {
  let column4 = 2u * id.x;
  let row = 8u * id.y;
  if (column4 >= K4 || row >= M) {
    return;
  }
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  for (var n4 = 0u; n4 < N4; n4++) {
    let dy0 = dy_block(row, n4);
    let dy1 = dy_block(row + 4u, n4);
    let weight0 = weight_block(4u * n4, column4);
    let weight1 = weight_block(4u * n4, column4 + 1u);
    sums00 += weight0 * dy0;
    sums01 += weight1 * dy0;
    sums10 += weight0 * dy1;
    sums11 += weight1 * dy1;
  }
  store(row, column4, sums00);
  store(row, column4 + 1u, sums01);
  store(row + 4u, column4, sums10);
  store(row + 4u, column4 + 1u, sums11);
}
