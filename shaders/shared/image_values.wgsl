// Results of a product, written one value at a time: they are channels of pixels, of which a tensor may have any
// number. The kernel stores them through `store`.

/// No place of a value.
const OUTSIDE = 0xffffffffu;

/// Where the values of four rows at four columns lie; OUTSIDE where there is none. With WHOLE_RESULTS only the first
/// place of a row counts.
struct Places {
  first: vec4u,
  second: vec4u,
  third: vec4u,
  fourth: vec4u,
}

fn store_values(at: vec4u, values: vec4f) {
  if (WHOLE_RESULTS) {
    if (at.x != OUTSIDE) {
      store(at.x, values.x);
      store(at.x + 1u, values.y);
      store(at.x + 2u, values.z);
      store(at.x + 3u, values.w);
    }
    return;
  }
  if (at.x != OUTSIDE) {
    store(at.x, values.x);
  }
  if (at.y != OUTSIDE) {
    store(at.y, values.y);
  }
  if (at.z != OUTSIDE) {
    store(at.z, values.z);
  }
  if (at.w != OUTSIDE) {
    store(at.w, values.w);
  }
}
