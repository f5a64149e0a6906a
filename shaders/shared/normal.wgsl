// Box-Muller: two random words to two independent standard normals.
//
// u is drawn from (0, 1) on a grid of 2^-23 that f32 holds exactly, so it is never 0
// or 1 and the same as on the CPU. The angle is centred because WGSL bounds the error
// of sin and cos only within [-pi, pi]; `max` guards the square root where log(u) may
// round above zero. Largest |normal|: 5.77.

fn normal_pair(bits: vec2u) -> vec2f {
  let u = (vec2f(bits >> vec2u(9u)) + 0.5) * 0x1p-23;
  let radius = sqrt(max(0.0, -2.0 * log(u.x)));
  let angle = 6.283185307179586 * (u.y - 0.5);
  return radius * vec2f(cos(angle), sin(angle));
}
