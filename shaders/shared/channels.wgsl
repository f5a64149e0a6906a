// Values of a flat row of pixels, four at a time. Where the number of channels is a multiple of 4, four
// neighbours are one vec4 of one pixel; else each is found by itself.

/// Columns 4*column4 .. 4*column4+3 of a row of `size` values, all in range: past the end they
/// repeat the last. Of whole vec4s every component is the first column.
fn columns_of(column4: u32, channels: u32, size: u32) -> vec4u {
  let places = select(vec4u(0u, 1u, 2u, 3u), vec4u(), channels % 4u == 0u);
  return min(4u * column4 + places, vec4u(size - 1u));
}
