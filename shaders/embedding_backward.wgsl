// embedding_backward: the gradient of a table, of which tokens name rows.
//
//   dweight[token, k] = sum of dy[row, t, k] over the places of the token, in their order; 0 for the token PADDING
//   order, sorted [M*LENGTH] as in token_order, dy [M, LENGTH*K], dweight [VOCABULARY, K]; added to dweight when
//   ACCUMULATE
//
// Tokens past the vocabulary count as its last one.
// Launch: one invocation per vec4 of dweight; x along K / 4, y along VOCABULARY. It finds the first place of its token
// by halving.
// Numerics: f32; sums in the order of the places, without atomics.

// #import shared/columns

const M: u32 = 32u;
const LENGTH: u32 = 4u;
const VOCABULARY: u32 = 100u;
const K: u32 = 20u;
const PADDING: u32 = 100u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> order: array<u32>; // u32 [M*LENGTH]
@group(1) @binding(1) var<storage, read> sorted: array<u32>; // u32 [M*LENGTH]
@group(1) @binding(2) var<storage, read> dy: array<f32>; // [M, LENGTH*K]
@group(1) @binding(3) var<storage, read_write> dweight: array<vec4f>; // [VOCABULARY, K]

const COUNT = M * LENGTH;
const K4 = (K + 7u) / 8u * 2u;
const WIDTH = (LENGTH * K + 7u) / 8u * 8u;
/// Halvings that 2^32 places would take.
const HALVINGS = 32u;

@compute @workgroup_size(8, 8)
fn embedding_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= VOCABULARY) {
    return;
  }
  let token = id.y;
  var first = 0u;
  var size = COUNT;
  for (var i = 0u; i < HALVINGS; i++) {
    if (size == 0u) {
      break;
    }
    let half = size / 2u;
    let before = sorted[first + half] < token;
    first = select(first, first + half + 1u, before);
    size = select(half, size - half - 1u, before);
  }
  let columns = min(4u * id.x + vec4u(0u, 1u, 2u, 3u), vec4u(K - 1u));
  var sums = vec4f();
  for (var i = select(first, COUNT, token == PADDING); i < COUNT; i++) {
    if (min(sorted[i], VOCABULARY - 1u) != token) {
      break;
    }
    let place = order[i];
    let from = place / LENGTH * WIDTH + place % LENGTH * K + columns;
    sums += vec4f(dy[from.x], dy[from.y], dy[from.z], dy[from.w]);
  }
  let value = keep_columns(sums, id.x, K);
  let index = id.y * K4 + id.x;
  if (ACCUMULATE) {
    dweight[index] += value;
  } else {
    dweight[index] = value;
  }
}
