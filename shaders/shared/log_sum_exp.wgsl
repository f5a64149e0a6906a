// A sum of exponentials as (largest exponent m, Σ exp(x - m)): it never leaves the range of f32,
// and log Σ exp(x) = m + log of the second.

// The sum of no terms. The lowest f32 stands for -infinity, which WGSL may assume never occurs.
const LSE_EMPTY = vec2f(-3.4028234e38, 0.0);

fn lse_add(a: vec2f, b: vec2f) -> vec2f {
  let largest = max(a.x, b.x);
  return vec2f(largest, a.y * exp(a.x - largest) + b.y * exp(b.x - largest));
}

var<workgroup> lse64_partial: array<vec2f, 64>;

/// Sum over the 64 invocations of a workgroup in a fixed tree. Every invocation must call it. Only
/// the first one receives the sum; the values of the others are unspecified.
fn lse64(value: vec2f, lane: u32) -> vec2f {
  lse64_partial[lane] = value;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      lse64_partial[lane] = lse_add(lse64_partial[lane], lse64_partial[lane + width]);
    }
  }
  // Each invocation reads its own element: element 0 may still be written by another.
  return lse64_partial[lane];
}

/// Like lse64, but every invocation receives the sum.
fn lse64_for_all(value: vec2f, lane: u32) -> vec2f {
  lse64(value, lane);
  return workgroupUniformLoad(&lse64_partial[0]);
}
