// Where the pixels of an enlarged image lie in the original, along one axis. Pixels are areas, as with
// PyTorch's align_corners=False: pixel i of SCALE times as many lies at max((i + ½) / SCALE - ½, 0).

/// That position in units of 1 / (2 scale), in which it is a whole number.
fn place_of(pixel: vec4u, scale: u32) -> vec4u {
  return max(2u * pixel + 1u, vec4u(scale)) - scale;
}

/// How far a position lies between its pixel and the next.
fn fraction_of(place: vec4u, scale: u32) -> vec4f {
  return vec4f(place % (2u * scale)) / f32(2u * scale);
}
