// Columns past the logical width are padding and stay zero in every tensor, so a product may
// include them without a special case at the edge.

/// `value` holds columns 4*column4 .. 4*column4+3 of a row `width` wide.
fn keep_columns(value: vec4f, column4: u32, width: u32) -> vec4f {
  let column = vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u);
  return select(vec4f(), value, column < vec4u(width));
}
