// zero_inflated_nll_backward: the gradient of zero_inflated_nll_forward.
//
//   With p, the probability that a count comes from the negative binomial, whose loss is N:
//   dlog_mean = p dN/dlog_mean,  dlog_dispersion = p dN/dlog_dispersion,  dzero_logit = p - 1 + sigmoid(zero_logit),
//   times the weight of the row (slot term_weight). log_mean, log_dispersion, zero_logit and their gradients
//   [M, K], counts [M / SAMPLES, K]. Added when ACCUMULATE_MEAN, ACCUMULATE_DISPERSION, ACCUMULATE_LOGIT
//
// Launch: one invocation per vec4; x along K / 4, y along M.

// #import shared/columns
// #import shared/samples
// #import shared/zero_inflated
// #slot term_weight: scalar

const M: u32 = 128u;
const B: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE_MEAN: bool = false;
const ACCUMULATE_DISPERSION: bool = false;
const ACCUMULATE_LOGIT: bool = false;

@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read> log_dispersion: array<vec4f>; // [M, K]
@group(1) @binding(2) var<storage, read> zero_logit: array<vec4f>; // [M, K]
@group(1) @binding(3) var<storage, read> counts: array<vec4f>; // [B, K]
@group(1) @binding(4) var<storage, read_write> dlog_mean: array<vec4f>; // [M, K]
@group(1) @binding(5) var<storage, read_write> dlog_dispersion: array<vec4f>; // [M, K]
@group(1) @binding(6) var<storage, read_write> dzero_logit: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn zero_inflated_nll_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let at = id.y * K4 + id.x;
  let l = log_mean[at];
  let s = log_dispersion[at];
  let g = zero_logit[at];
  let count = counts[id.y / SAMPLES * K4 + id.x];
  let weight = keep_columns(vec4f(term_weight(id.y)), id.x, K);
  let counted = counted_share(l, s, g, count);
  let of_counted = weight * counted;
  let of_mean = of_counted * log_mean_gradient(l, s, count);
  let of_dispersion = of_counted * log_dispersion_gradient(l, s, count);
  let of_logit = weight * (counted - probability(-g));
  dlog_mean[at] = select(vec4f(), dlog_mean[at], ACCUMULATE_MEAN) + of_mean;
  dlog_dispersion[at] = select(vec4f(), dlog_dispersion[at], ACCUMULATE_DISPERSION) + of_dispersion;
  dzero_logit[at] = select(vec4f(), dzero_logit[at], ACCUMULATE_LOGIT) + of_logit;
}
