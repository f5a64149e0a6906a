// The gradient of a layer's input, images: the product times the derivative of the activation before the layer.

// #import shared/image_columns
// #import shared/image_values

fn emit_columns(at: Results, column4: u32, sums: mat4x4f) {
  let to = places(at, column4);
  store_values(to.first, sums[0] * derivative(to.first));
  store_values(to.second, sums[1] * derivative(to.second));
  store_values(to.third, sums[2] * derivative(to.third));
  store_values(to.fourth, sums[3] * derivative(to.fourth));
}

/// Derivatives of the activation at four places; any where there is none.
fn derivative(to: vec4u) -> vec4f {
  if (WHOLE_RESULTS) {
    return activation_gradient(select(0u, to.x, to.x != OUTSIDE) / 4u);
  }
  let at = select(vec4u(), to, to != vec4u(OUTSIDE));
  return vec4f(
    activation_gradient(at.x / 4u)[at.x % 4u], activation_gradient(at.y / 4u)[at.y % 4u],
    activation_gradient(at.z / 4u)[at.z % 4u], activation_gradient(at.w / 4u)[at.w % 4u],
  );
}
