// Sum over the 64 invocations of a workgroup in a fixed tree, so the same inputs give the same bits
// every time. Every invocation must call it. Only the first one receives the sum; the values of the
// others are unspecified.

var<workgroup> sum64_partial: array<f32, 64>;

fn sum64(value: f32, lane: u32) -> f32 {
  sum64_partial[lane] = value;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      sum64_partial[lane] += sum64_partial[lane + width];
    }
  }
  // Each invocation reads its own element: element 0 may still be written by another.
  return sum64_partial[lane];
}

/// Like sum64, but every invocation receives the sum.
fn sum64_for_all(value: f32, lane: u32) -> f32 {
  sum64(value, lane);
  return workgroupUniformLoad(&sum64_partial[0]);
}
