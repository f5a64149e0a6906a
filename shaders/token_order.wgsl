// token_order: the places of tokens, by their tokens and then in their own order.
//
//   order[rank] = place, sorted[rank] = token, where the rank of a place counts the places before it: of lesser
//   tokens, and of equal ones that come earlier
//   tokens [M, LENGTH] whole numbers, order and sorted [M*LENGTH]
//
// Launch: one invocation per place, which looks at all the others.
// Numerics: exact.

const M: u32 = 32u;
const LENGTH: u32 = 4u;

@group(1) @binding(0) var<storage, read> tokens: array<vec4f>; // [M, LENGTH]
@group(1) @binding(1) var<storage, read_write> order: array<u32>; // u32 [M*LENGTH]
@group(1) @binding(2) var<storage, read_write> sorted: array<u32>; // u32 [M*LENGTH]

const LENGTH4 = (LENGTH + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn token_order(@builtin(global_invocation_id) id: vec3u) {
  let place = id.x;
  if (place >= M * LENGTH) {
    return;
  }
  let own_row = place / LENGTH;
  let own_column = place % LENGTH;
  let token = tokens[own_row * LENGTH4 + own_column / 4u][own_column % 4u];
  var counts = vec4u();
  for (var row = 0u; row < M; row++) {
    for (var i = 0u; i < LENGTH4; i++) {
      let others = tokens[row * LENGTH4 + i];
      let columns = 4u * i + vec4u(0u, 1u, 2u, 3u);
      let earlier = row * LENGTH + columns < vec4u(place);
      let before = (others < vec4f(token)) | ((others == vec4f(token)) & earlier);
      counts += select(vec4u(), vec4u(1u), before & (columns < vec4u(LENGTH)));
    }
  }
  let rank = counts.x + counts.y + counts.z + counts.w;
  order[rank] = place;
  sorted[rank] = u32(token);
}
