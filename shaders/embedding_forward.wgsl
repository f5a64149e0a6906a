// embedding_forward: the rows of a table that tokens name.
//
//   y[row, t, k] = weight[token, k], 0 for the token PADDING
//   tokens [M, LENGTH] whole numbers, weight [VOCABULARY, K], y [M, LENGTH*K]
//
// Tokens past the vocabulary count as its last one. There is no padding when PADDING is VOCABULARY.
// Launch: one invocation per vec4 of y; x along LENGTH * K / 4, y along M.
// Numerics: exact.

const M: u32 = 32u;
const LENGTH: u32 = 4u;
const VOCABULARY: u32 = 100u;
const K: u32 = 20u;
const PADDING: u32 = 100u;

@group(1) @binding(0) var<storage, read> tokens: array<f32>; // [M, LENGTH]
@group(1) @binding(1) var<storage, read> weight: array<f32>; // [VOCABULARY, K]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M, LENGTH*K]

const LENGTH8 = (LENGTH + 7u) / 8u * 8u;
const K8 = (K + 7u) / 8u * 8u;
const WIDTH4 = (LENGTH * K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn embedding_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= WIDTH4 || id.y >= M) {
    return;
  }
  let columns = 4u * id.x + vec4u(0u, 1u, 2u, 3u);
  let at = id.y * LENGTH8 + min(columns / K, vec4u(LENGTH - 1u));
  let named = vec4u(vec4f(tokens[at.x], tokens[at.y], tokens[at.z], tokens[at.w]));
  let token = min(named, vec4u(VOCABULARY - 1u));
  let from = token * K8 + columns % K;
  let read = vec4f(weight[from.x], weight[from.y], weight[from.z], weight[from.w]);
  let inside = (columns < vec4u(LENGTH * K)) & (token != vec4u(PADDING));
  y[id.y * WIDTH4 + id.x] = select(vec4f(), read, inside);
}
