// Results of a layer of images: the product plus a bias for each channel, then the activation.

// #import shared/channel_bias
// #import shared/image_columns
// #import shared/image_values

fn emit_columns(at: Results, column4: u32, sums: mat4x4f) {
  let b = channel_bias(column4);
  let to = places(at, column4);
  store_values(to.first, activate(sums[0] + b));
  store_values(to.second, activate(sums[1] + b));
  store_values(to.third, activate(sums[2] + b));
  store_values(to.fourth, activate(sums[3] + b));
}
