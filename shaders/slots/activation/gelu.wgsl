// activation: y = x Φ(x), Φ the distribution function of the standard normal; PyTorch's GELU
// with approximate='none'.
// Source: Hendrycks & Gimpel, "Gaussian error linear units (GELUs)", 2016.

// #import shared/gaussian

fn activate(value: vec4f) -> vec4f {
  return value * gaussian_cdf(value);
}
