// Threefry-2x32-20: a counter-based random number generator. Two words of key and two of counter
// give two words of output; there is no state, so any invocation can draw its numbers independently
// and draw them again in the backward pass.
//
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// SC 2011. Integer arithmetic only: the same bits on every device.

fn threefry_four_rounds(words: vec2u, rotations: vec4u) -> vec2u {
  var x = words;
  x.x += x.y;
  x.y = ((x.y << rotations.x) | (x.y >> (32u - rotations.x))) ^ x.x;
  x.x += x.y;
  x.y = ((x.y << rotations.y) | (x.y >> (32u - rotations.y))) ^ x.x;
  x.x += x.y;
  x.y = ((x.y << rotations.z) | (x.y >> (32u - rotations.z))) ^ x.x;
  x.x += x.y;
  x.y = ((x.y << rotations.w) | (x.y >> (32u - rotations.w))) ^ x.x;
  return x;
}

fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  let even = vec4u(13u, 15u, 26u, 6u);
  let odd = vec4u(17u, 29u, 16u, 24u);
  let key2 = 0x1BD11BDAu ^ key.x ^ key.y;
  var x = counter + key;
  x = threefry_four_rounds(x, even) + vec2u(key.y, key2 + 1u);
  x = threefry_four_rounds(x, odd) + vec2u(key2, key.x + 2u);
  x = threefry_four_rounds(x, even) + vec2u(key.x, key.y + 3u);
  x = threefry_four_rounds(x, odd) + vec2u(key.y, key2 + 4u);
  return threefry_four_rounds(x, even) + vec2u(key2, key.x + 5u);
}
