/**
 * Functions of WGSL that WebAssembly has no instruction for, written in WGSL and compiled like the
 * kernels. Errors are below those that WGSL allows (WGSL, "Floating Point Evaluation").
 */
export const MATH_FUNCTIONS = /* wgsl */ `
// exp(x) = 2^n · exp(r), |r| <= log(2) / 2; log(2) in two parts keeps r exact. The polynomial is
// the Taylor series, whose first omitted term is below 2e-8.
fn exp(x: vec4f) -> vec4f {
  let limited = clamp(x, vec4f(-104.0), vec4f(89.0));
  let n = round(limited * 1.4426950408889634);
  let r = (limited - n * 0.693359375) + n * 2.12194440e-4;
  var p = vec4f(1.0 / 5040.0);
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  // 2^n in two factors: n reaches below the exponents of normal numbers.
  let half = floor(0.5 * n);
  return p * power_of_two(half) * power_of_two(n - half);
}

fn power_of_two(n: vec4f) -> vec4f {
  return bitcast<vec4f>(vec4u(vec4i(n + 127.0)) * vec4u(0x800000u));
}

fn exp2(x: vec4f) -> vec4f {
  let limited = clamp(x, vec4f(-150.0), vec4f(128.0));
  let n = round(limited);
  let half = floor(0.5 * n);
  return exp((limited - n) * 0.6931471805599453) * power_of_two(half) * power_of_two(n - half);
}

// log(x) = n · log(2) + log(m), 0.7 < m < 1.42; log(m) = 2 atanh(s), s = (m - 1) / (m + 1), by its
// series. Source: Abramowitz & Stegun, 4.1.27.
fn log(x: vec4f) -> vec4f {
  // Subnormal numbers are scaled first.
  let tiny = x < vec4f(1.17549435e-38);
  let scaled = select(x, x * 8388608.0, tiny);
  let bits = bitcast<vec4u>(scaled);
  let exponents = vec4f(bits & vec4u(0x7f800000u)) * 0x1p-23 - 127.0;
  let mantissa = bitcast<vec4f>((bits & vec4u(0x007fffffu)) | vec4u(0x3f800000u));
  let large = mantissa > vec4f(1.41421356);
  let m = select(mantissa, 0.5 * mantissa, large);
  let n = exponents + select(vec4f(0.0), vec4f(1.0), large) - select(vec4f(0.0), vec4f(23.0), tiny);
  let f = m - 1.0;
  let s = f / (m + 1.0);
  let q = s * s;
  var series = vec4f(2.0 / 11.0);
  series = series * q + 2.0 / 9.0;
  series = series * q + 2.0 / 7.0;
  series = series * q + 2.0 / 5.0;
  series = series * q + 2.0 / 3.0;
  // log(m) = f - s · (f - q · series): the leading part is exact.
  let value = n * -2.12194440e-4 + (f - s * (f - q * series)) + n * 0.693359375;
  let infinite = x > vec4f(3.4028234e38);
  let wrong = !(x >= vec4f(0.0));
  let finite = select(value, vec4f(bitcast<f32>(0xff800000u)), x == vec4f(0.0));
  return select(select(finite, x, infinite), vec4f(bitcast<f32>(0x7fc00000u)), wrong);
}

fn log2(x: vec4f) -> vec4f {
  return log(x) * 1.4426950408889634;
}

// sin and cos by their distance to the nearest multiple of pi / 2, in three parts.
// Source: Cody & Waite, "Software Manual for the Elementary Functions", 1980.
fn sin(x: vec4f) -> vec4f {
  return circular(x, vec4f(0.0));
}

fn cos(x: vec4f) -> vec4f {
  return circular(x, vec4f(1.0));
}

/// sin(x + quarters · pi / 2)
fn circular(x: vec4f, quarters: vec4f) -> vec4f {
  let n = round(x * 0.6366197723675814);
  let r = ((x - n * 1.5703125) - n * 4.837512969970703e-4) - n * 7.549789948768648e-8;
  let q = r * r;
  let sine = r + r * q * (-0.16666654611 + q * (8.3321608736e-3 + q * -1.9515295891e-4));
  let cosine = 1.0 - 0.5 * q
    + q * q * (4.166664568298827e-2 + q * (-1.388731625493765e-3 + q * 2.443315711809948e-5));
  let turns = vec4i(n + quarters);
  let odd = (turns & vec4i(1)) == vec4i(1);
  let negative = (turns & vec4i(2)) == vec4i(2);
  let value = select(sine, cosine, odd);
  return select(value, -value, negative);
}

// tanh(x) = 1 - 2 / (exp(2x) + 1); near zero by its continued fraction, where that would cancel.
fn tanh(x: vec4f) -> vec4f {
  let a = abs(x);
  let far = 1.0 - 2.0 / (exp(2.0 * min(a, vec4f(10.0))) + 1.0);
  let q = x * x;
  let fraction = a / (1.0 + q / (3.0 + q / (5.0 + q / (7.0 + q / 9.0))));
  let value = select(far, fraction, a < vec4f(0.6));
  return select(value, -value, x < vec4f(0.0));
}
`;
