// input: a layer's input among the activations of a step, from the vec4 `first`.

@group(1) @binding(0) var<storage, read> activations: array<vec4f>; // [_]

/// Start of column4 of a layer's input, and whether the input is gathered.
fn input_start(first: u32, column4: u32) -> vec4u {
  return vec4u(first + column4, 0u, 0u, 0u);
}

/// Rows 4*i .. 4*i+3 of an input with k4 vec4 per row.
fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
  let at = start.x + 4u * k4 * i;
  return mat4x4f(
    activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
  );
}
