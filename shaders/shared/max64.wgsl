// Maximum over the 64 invocations of a workgroup. Every invocation must call it, and every one
// receives the maximum.

var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(value: f32, lane: u32) -> f32 {
  max64_partial[lane] = value;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      max64_partial[lane] = max(max64_partial[lane], max64_partial[lane + width]);
    }
  }
  return workgroupUniformLoad(&max64_partial[0]);
}
