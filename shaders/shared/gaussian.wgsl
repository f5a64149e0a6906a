// Distribution function Φ and density φ of the standard normal.
//
//   Φ(x) = erfc(-x / √2) / 2
//
// WGSL has no error function. This is the Chebyshev fit of erfc whose relative error is below
// 1.2e-7 for every argument, so that Φ is accurate in the lower tail too.
// Source: Press, Teukolsky, Vetterling & Flannery, "Numerical recipes in C", 2nd edition, 1992,
// section 6.2, erfcc.

/// The probability above |x|: at most 1/2.
fn gaussian_tail(x: vec4f) -> vec4f {
  let z = 0.7071067811865476 * abs(x);
  let t = 1.0 / (1.0 + 0.5 * z);
  let fit = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 +
    t * (-0.18628806 + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 +
    t * (-0.82215223 + t * 0.17087277))))))));
  return 0.5 * t * exp(fit - z * z);
}

fn gaussian_cdf(x: vec4f) -> vec4f {
  let tail = gaussian_tail(x);
  return select(tail, 1.0 - tail, x > vec4f());
}

fn gaussian_density(x: vec4f) -> vec4f {
  return 0.3989422804014327 * exp(-0.5 * x * x);
}
