// activation: the mean of a continuous Bernoulli distribution from its logit l; for outputs only.
//
//   y = 1 / (1 - exp(-l)) - 1 / l,  1/2 at l = 0
//
// which is λ / (2λ - 1) + 1 / (2 artanh(1 - 2λ)) with λ = sigmoid(l).
// Source: Loaiza-Ganem & Cunningham, "The continuous Bernoulli: fixing a pervasive error in
// variational autoencoders", 2019, equation 8.
// Numerics: both quotients grow without bound at 0, so within ±1 their Taylor series is summed; its
// first omitted term is below 3e-8. Outside, with e = exp(-|l|) and the tail e / (1 - e), y is 1 +
// tail - 1/l for l > 0 and -1/l - tail for l < 0: nothing overflows or cancels.

fn activate(value: vec4f) -> vec4f {
  let q = value * value;
  let series = 0.5 + value * (1.0 / 12.0 - q * (1.0 / 720.0 - q * (1.0 / 30240.0 -
    q * (1.0 / 1209600.0))));
  let size = max(abs(value), vec4f(1.0));
  let e = exp(-size);
  let tail = e / (1.0 - e);
  let outside = select(1.0 / size - tail, 1.0 + tail - 1.0 / size, value > vec4f());
  return select(outside, series, abs(value) < vec4f(1.0));
}
