// Windows over the pixels of an image, which poolings reduce. Window (y, x) begins at pixel
// (y STRIDE_HEIGHT - PAD_HEIGHT, x STRIDE_WIDTH - PAD_WIDTH) and has WINDOW_HEIGHT · WINDOW_WIDTH pixels.
// Positions are u32: one before the first pixel wraps to a large number, which is past the last too.

/// The image's pixels, each beside its channels.
const IN_HEIGHT: u32 = 28u;
const IN_WIDTH: u32 = 28u;
const CHANNELS: u32 = 16u;
/// The windows.
const OUT_HEIGHT: u32 = 14u;
const OUT_WIDTH: u32 = 14u;
const WINDOW_HEIGHT: u32 = 2u;
const WINDOW_WIDTH: u32 = 2u;
const STRIDE_HEIGHT: u32 = 2u;
const STRIDE_WIDTH: u32 = 2u;
const PAD_HEIGHT: u32 = 0u;
const PAD_WIDTH: u32 = 0u;

const IN_SIZE = IN_HEIGHT * IN_WIDTH * CHANNELS;
const OUT_SIZE = OUT_HEIGHT * OUT_WIDTH * CHANNELS;
const IN4 = (IN_SIZE + 7u) / 8u * 2u;
const OUT4 = (OUT_SIZE + 7u) / 8u * 2u;
/// The most windows that a pixel is in, along each axis.
const SHARED_HEIGHT = (WINDOW_HEIGHT + STRIDE_HEIGHT - 1u) / STRIDE_HEIGHT;
const SHARED_WIDTH = (WINDOW_WIDTH + STRIDE_WIDTH - 1u) / STRIDE_WIDTH;

/// True where a padded position along an axis is in one of `windows` windows.
fn in_window(place: vec4u, window: vec4u, windows: u32, stride: u32, size: u32) -> vec4<bool> {
  return (window < vec4u(windows)) & (place - window * stride < vec4u(size));
}
