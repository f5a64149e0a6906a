// How a chain of flows stores the gradients of its numbers, in the kernel's `dparameters`.

// #import shared/flow_row

fn put(index: u32, value: f32, accumulate: bool) {
  dparameters[index] = value + select(0.0, dparameters[index], accumulate);
}

fn put4(first: u32, column4: u32, value: vec4f, accumulate: bool) {
  for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
    put(first + 4u * column4 + i, value[i], accumulate);
  }
}
