// Patches as the left matrix of a product: a row is a position of the window in one of M images. The kernel's modules
// give `left_start`.

// #import shared/patches

const INNER4 = (PATCH + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return (M * POSITIONS + 7u) / 8u * 2u;
}

fn left_block(start: Windows, i: u32) -> mat4x4f {
  return patch_block(start, i);
}
