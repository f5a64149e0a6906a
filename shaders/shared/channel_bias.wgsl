// The bias of a layer of images: one value a channel. The kernel gives it: `bias_load` is vec4 number i.

/// Bias of four columns.
fn channel_bias(column4: u32) -> vec4f {
  let channels = result_channels(column4);
  if (WHOLE_COLUMNS) {
    return bias_load(channels.x / 4u);
  }
  return vec4f(
    bias_load(channels.x / 4u)[channels.x % 4u], bias_load(channels.y / 4u)[channels.y % 4u],
    bias_load(channels.z / 4u)[channels.z % 4u], bias_load(channels.w / 4u)[channels.w % 4u],
  );
}
