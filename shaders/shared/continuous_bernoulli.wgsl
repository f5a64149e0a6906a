// The normaliser that makes a Bernoulli variable's probability a density on [0, 1].
//
//   log C(l),  C(l) = l / tanh(l / 2),  derivative 1 / l - 1 / sinh(l),  from logits l
//
// Source: Loaiza-Ganem & Cunningham, "The continuous Bernoulli", 2019; C is theirs, with
// lambda = sigmoid(l). Numerics: near l = 0, where both forms are 0/0, their Taylor series; the
// first terms left out are below 1e-7 of the sum.

const SERIES_RADIUS = 0.5;

/// log C, an even function.
fn log_normalizer(l: vec4f) -> vec4f {
  let size = max(abs(l), vec4f(SERIES_RADIUS));
  let small = exp(-size);
  let closed = log(size * (1.0 + small) / (1.0 - small));
  let square = l * l;
  let excess = square / 12.0 * (1.0 - square / 60.0 * (1.0 - square / 42.0));
  // log 2 + log(1 + excess), without losing the excess beside 1.
  let ratio = excess / (2.0 + excess);
  let series = 0.6931471805599453 + 2.0 * ratio * (1.0 + ratio * ratio / 3.0);
  return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}

/// Its derivative, an odd function.
fn log_normalizer_gradient(l: vec4f) -> vec4f {
  let size = max(abs(l), vec4f(SERIES_RADIUS));
  let small = exp(-size);
  let closed = sign(l) * (1.0 / size - 2.0 * small / (1.0 - small * small));
  let square = l * l;
  let series = l / 6.0 * (1.0 - square * (7.0 / 60.0 - square * (31.0 / 2520.0
    - square * (127.0 / 100800.0 - square * 73.0 / 570240.0))));
  return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}
