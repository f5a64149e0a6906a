// Gradients in parts. The kernel loads them: `part_load` gives vec4 number i.

const PARTS: u32 = 49u;
const SIZE: u32 = 576u;

/// Vec4 number i of the sum.
fn parts_sum(i: u32) -> vec4f {
  var sum = vec4f();
  for (var part = 0u; part < PARTS; part++) {
    sum += part_load(part * (SIZE / 4u) + i);
  }
  return sum;
}
