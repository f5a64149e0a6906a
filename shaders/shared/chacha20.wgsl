// ChaCha20: a cipher whose key stream serves as random numbers that nobody foresees without the key.
// A key of 256 bits, a counter and three words beside it give a block of 16 words; there is no state.
//
// Source: Nir & Langley, RFC 8439, 2018. Integer arithmetic only: the same bits on every device.

/// The block as four rows of four words.
struct ChaChaBlock {
  a: vec4u,
  b: vec4u,
  c: vec4u,
  d: vec4u,
}

fn rotate_left(x: vec4u, by: u32) -> vec4u {
  return (x << vec4u(by)) | (x >> vec4u(32u - by));
}

/// One quarter round in each of the four columns.
fn chacha_columns(block: ChaChaBlock) -> ChaChaBlock {
  var x = block;
  x.a += x.b;
  x.d = rotate_left(x.d ^ x.a, 16u);
  x.c += x.d;
  x.b = rotate_left(x.b ^ x.c, 12u);
  x.a += x.b;
  x.d = rotate_left(x.d ^ x.a, 8u);
  x.c += x.d;
  x.b = rotate_left(x.b ^ x.c, 7u);
  return x;
}

/// `input`: the counter, and the three words beside it.
fn chacha20(key0: vec4u, key1: vec4u, input: vec4u) -> ChaChaBlock {
  let start = ChaChaBlock(
    vec4u(0x61707865u, 0x3320646eu, 0x79622d32u, 0x6b206574u), key0, key1, input,
  );
  var x = start;
  for (var i = 0u; i < 10u; i++) {
    x = chacha_columns(x);
    x = chacha_columns(ChaChaBlock(x.a, x.b.yzwx, x.c.zwxy, x.d.wxyz));
    x = ChaChaBlock(x.a, x.b.wxyz, x.c.zwxy, x.d.yzwx);
  }
  return ChaChaBlock(x.a + start.a, x.b + start.b, x.c + start.c, x.d + start.d);
}
