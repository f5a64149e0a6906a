// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CatalogueEntries } from './catalogue.types.ts';

export const catalogue = {
  modules: {
    'shared/adam': `











const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

fn adam_step(before: OptimizerState, g: vec4f) -> OptimizerState {
  let m = BETA1 * before.m + ONE_MINUS_BETA1 * g;
  let v = BETA2 * before.v + ONE_MINUS_BETA2 * g * g;
  let w = before.w - step_size() * m / (sqrt(v) / bias_correction2_sqrt() + EPSILON);
  return OptimizerState(w, m, v);
}` as string,
    'shared/columns': `



fn keep_columns(value: vec4f, column4: u32, width: u32) -> vec4f {
  let column = vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u);
  return select(vec4f(), value, column < vec4u(width));
}` as string,
    'shared/continuous_bernoulli': `






const SERIES_RADIUS = 1.0;


fn log_sinhc(l: vec4f) -> vec4f {
  let size = max(abs(l), vec4f(SERIES_RADIUS));
  let closed = 0.5 * size + log((1.0 - exp(-size)) / size);
  let q = l * l;
  let series = q / 24.0 * (1.0 - q * (1.0 / 120.0 - q * (1.0 / 7560.0 - q / 403200.0)));
  return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}


fn log_sinhc_gradient(l: vec4f) -> vec4f {
  let size = max(abs(l), vec4f(SERIES_RADIUS));
  let small = exp(-size);
  let closed = sign(l) * (0.5 * (1.0 + small) / (1.0 - small) - 1.0 / size);
  let q = l * l;
  let series = l / 12.0 * (1.0 - q * (1.0 / 60.0 - q * (1.0 / 2520.0 - q / 100800.0)));
  return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}` as string,
    'shared/expm1': `


fn expm1(x: vec4f) -> vec4f {
  let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 *
    (1.0 + x / 6.0 * (1.0 + x / 7.0 * (1.0 + x / 8.0)))))));
  return select(exp(x) - 1.0, series, abs(x) < vec4f(0.5));
}` as string,
    'shared/finite': `


fn all_finite(values: vec4f) -> bool {
  let exponents = bitcast<vec4u>(values) & vec4u(0x7f800000u);
  return all(exponents != vec4u(0x7f800000u));
}` as string,
    'shared/gamma': `










const GAMMA_SHIFT = 8.0;


fn shifted(z: vec4f) -> vec4f {
  return select(z, z + GAMMA_SHIFT, z < vec4f(GAMMA_SHIFT));
}


fn shift_loss(z: vec4f) -> vec4f {
  let near = min(z, vec4f(GAMMA_SHIFT));
  let product = near * (near + 1.0) * (near + 2.0) * (near + 3.0)
    * (near + 4.0) * (near + 5.0) * (near + 6.0) * (near + 7.0);
  return select(vec4f(), log(product), z < vec4f(GAMMA_SHIFT));
}

fn stirling_correction(z: vec4f) -> vec4f {
  let inverse = 1.0 / z;
  let square = inverse * inverse;
  return inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square / 1260.0));
}

fn log_gamma(z: vec4f) -> vec4f {
  let at = shifted(z);
  let series = (at - 0.5) * log(at) - at + 0.9189385332046727 + stirling_correction(at);
  return series - shift_loss(z);
}



fn log_gamma_difference(z: vec4f, n: vec4f) -> vec4f {
  let low = shifted(z);
  let high = low + n;
  let far = (low - 0.5) * log1p(n / low) + n * log(high) - n
    + stirling_correction(high) - stirling_correction(low);

  let apart = log_gamma(z + n) - log_gamma(z);
  let alike = (z < vec4f(GAMMA_SHIFT)) == (z + n < vec4f(GAMMA_SHIFT));
  return select(apart, far - shift_loss(z + n) + shift_loss(z), alike);
}

fn digamma(z: vec4f) -> vec4f {
  let at = shifted(z);
  let inverse = 1.0 / at;
  let square = inverse * inverse;
  let series = log(at) - 0.5 * inverse
    - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square / 252.0));
  var recurrence = vec4f();
  for (var i = 0u; i < 8u; i++) {
    recurrence += 1.0 / (z + f32(i));
  }
  return series - select(vec4f(), recurrence, z < vec4f(GAMMA_SHIFT));
}


fn digamma_difference(z: vec4f, n: vec4f) -> vec4f {
  let high = z + n;
  let far = log1p(n / z) + 0.5 * n / (z * high)
    + n * (z + high) / (12.0 * z * z * high * high);

  return select(digamma(high) - digamma(z), far, z >= vec4f(64.0));
}` as string,
    'shared/gaussian': `









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
}` as string,
    'shared/gaussian_density': `







const FLOOR: f32 = 0.0;

fn variance_of(logvar: vec4f) -> vec4f {
  return exp(clamp(logvar, vec4f(-80.0), vec4f(80.0))) + FLOOR;
}

fn gaussian_loss(mu: vec4f, logvar: vec4f, x: vec4f) -> vec4f {
  let variance = variance_of(logvar);
  let difference = x - mu;
  return 0.5 * (difference * difference / variance + log(variance) + 1.8378770664093453);
}` as string,
    'shared/kl': `








const SERIES_RADIUS = 1.0;


fn exp_remainder(x: f32) -> f32 {
  let series = 1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0 *
    (1.0 + x / 8.0 * (1.0 + x / 9.0 * (1.0 + x / 10.0 * (1.0 + x / 11.0))))))));
  return select(exp(x) - 1.0 - x, 0.5 * x * x * series, abs(x) < SERIES_RADIUS);
}

fn kl_loss(mu: f32, logvar: f32) -> f32 {
  return 0.5 * (mu * mu + exp_remainder(logvar));
}


fn kl_gradient(mu: f32, logvar: f32) -> vec2f {
  return vec2f(mu, 0.5 * (logvar + exp_remainder(logvar)));
}` as string,
    'shared/l2_penalty': `


const WEIGHT_DECAY: f32 = 0.0;

fn penalized(g: vec4f, w: vec4f) -> vec4f {
  if (WEIGHT_DECAY == 0.0) {
    return g;
  }
  return g + WEIGHT_DECAY * w;
}` as string,
    'shared/linear': `

fn linear_index(id: vec3u, workgroups: vec3u, workgroup_width: u32) -> u32 {
  return id.y * workgroups.x * workgroup_width + id.x;
}` as string,
    'shared/log1p': `




const LOG1P_RADIUS = 0.5;

fn log1p(u: vec4f) -> vec4f {
  let near = min(u, vec4f(LOG1P_RADIUS));
  let s = near / (2.0 + near);
  let q = s * s;
  let series = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q / 11.0)))));
  return select(log(1.0 + u), series, u < vec4f(LOG1P_RADIUS));
}


fn softplus(v: vec4f) -> vec4f {
  return max(v, vec4f()) + log1p(exp(-abs(v)));
}` as string,
    'shared/log_sum_exp': `



const LSE_EMPTY = vec2f(-3.4028234e38, 0.0);

fn lse_add(a: vec2f, b: vec2f) -> vec2f {
  let largest = max(a.x, b.x);
  return vec2f(largest, a.y * exp(a.x - largest) + b.y * exp(b.x - largest));
}

var<workgroup> lse64_partial: array<vec2f, 64>;



fn lse64(value: vec2f, lane: u32) -> vec2f {
  lse64_partial[lane] = value;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      lse64_partial[lane] = lse_add(lse64_partial[lane], lse64_partial[lane + width]);
    }
  }

  return lse64_partial[lane];
}` as string,
    'shared/loss_weight': `





const TERM: u32 = 0u;


fn loss_weight(row: u32) -> f32 {
  let weight = step.loss_weights[TERM / 4u][TERM % 4u] / f32(SAMPLES);
  return select(0.0, weight, row_counts(row));
}` as string,
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(value: f32, lane: u32) -> f32 {
  max64_partial[lane] = value;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      max64_partial[lane] = max(max64_partial[lane], max64_partial[lane + width]);
    }
  }
  return workgroupUniformLoad(&max64_partial[0]);
}` as string,
    'shared/negative_binomial': `








fn dispersion(log_dispersion: vec4f) -> vec4f {
  return exp(clamp(log_dispersion, vec4f(-20.0), vec4f(20.0)));
}

fn negative_binomial_loss(log_mean: vec4f, log_dispersion: vec4f, x: vec4f) -> vec4f {
  let r = dispersion(log_dispersion);
  let difference = log_mean - log_dispersion;
  return log_gamma(x + 1.0) - log_gamma_difference(r, x)
    + r * softplus(difference) + x * softplus(-difference);
}


fn success_probability(log_mean: vec4f, log_dispersion: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(log_dispersion - log_mean, vec4f(-80.0), vec4f(80.0))));
}` as string,
    'shared/normal': `






fn normal_pair(bits: vec2u) -> vec2f {
  let u = (vec2f(bits >> vec2u(9u)) + 0.5) * 0x1p-23;
  let radius = sqrt(max(0.0, -2.0 * log(u.x)));
  let angle = 6.283185307179586 * (u.y - 0.5);
  return radius * vec2f(cos(angle), sin(angle));
}` as string,
    'shared/optimizer': `









const CLIP_VALUE: f32 = 0.0;

struct OptimizerState {
  w: vec4f,
  m: vec4f,
  v: vec4f,
}

fn clip_value(g: vec4f) -> vec4f {
  if (CLIP_VALUE == 0.0) {
    return g;
  }
  return clamp(g, vec4f(-CLIP_VALUE), vec4f(CLIP_VALUE));
}



fn optimizer_finite(after: OptimizerState, g: vec4f) -> bool {
  return all_finite(g) && all_finite(after.v) && all_finite(after.w);
}` as string,
    'shared/optimizer_scalars': `




const GROUP: u32 = 0u;


fn step_size() -> f32 {
  return step.optimizers[GROUP].x;
}


fn bias_correction2_sqrt() -> f32 {
  return step.optimizers[GROUP].y;
}


fn decay() -> f32 {
  return step.optimizers[GROUP].z;
}` as string,
    'shared/samples': `



const SAMPLES: u32 = 1u;


fn row_counts(row: u32) -> bool {
  return row / SAMPLES < step.row_count;
}` as string,
    'shared/step': `




struct Step {
  row_count: u32,
  first_row: u32,
  ring_slot: u32,
  counter: u32,
  data_counter: u32,
  data_row: u32,
  seed: u32,
  noise_scale: f32,
  optimizers: array<vec4f, 4>,
  loss_weights: array<vec4f, 4>,
  targets: array<vec4f, 2>,
}

@group(0) @binding(0) var<uniform> step: Step;` as string,
    'shared/sum64': `



var<workgroup> sum64_partial: array<f32, 64>;

fn sum64(value: f32, lane: u32) -> f32 {
  sum64_partial[lane] = value;
  for (var width = 32u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      sum64_partial[lane] += sum64_partial[lane + width];
    }
  }

  return sum64_partial[lane];
}


fn sum64_for_all(value: f32, lane: u32) -> f32 {
  sum64(value, lane);
  return workgroupUniformLoad(&sum64_partial[0]);
}` as string,
    'shared/threefry': `






fn threefry_four_rounds(words: vec2u, rotations: vec4u) -> vec2u {
  var x = words;
  x.x += x.y;
  x.y = ((x.y << rotations.x) | (x.y >> (32u - rotations.x))) ^ x.x;
  x.x += x.y;
  x.y = ((x.y << rotations.y) | (x.y >> (32u - rotations.y))) ^ x.x;
  x.x += x.y;
  x.y = ((x.y << rotations.z) | (x.y >> (32u - rotations.z))) ^ x.x;
  x.x += x.y;
  x.y = ((x.y << rotations.w) | (x.y >> (32u - rotations.w))) ^ x.x;
  return x;
}

fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  let even = vec4u(13u, 15u, 26u, 6u);
  let odd = vec4u(17u, 29u, 16u, 24u);
  let key2 = 0x1BD11BDAu ^ key.x ^ key.y;
  var x = counter + key;
  x = threefry_four_rounds(x, even) + vec2u(key.y, key2 + 1u);
  x = threefry_four_rounds(x, odd) + vec2u(key2, key.x + 2u);
  x = threefry_four_rounds(x, even) + vec2u(key.x, key.y + 3u);
  x = threefry_four_rounds(x, odd) + vec2u(key.y, key2 + 4u);
  return threefry_four_rounds(x, even) + vec2u(key2, key.x + 5u);
}` as string,
    'shared/uniform': `









fn uniform4(stream: u32, row: u32, column4: u32, width: u32) -> vec4f {
  let index = 2u * ((step.data_row + row) * ((width + 3u) / 4u) + column4);
  let key = vec2u(step.seed, stream);
  let bits = vec4u(
    threefry2x32(key, vec2u(step.data_counter, index)),
    threefry2x32(key, vec2u(step.data_counter, index + 1u)),
  );
  return (vec4f(bits >> vec4u(9u)) + 0.5) * 0x1p-23;
}` as string,
  },
  slots: {
    activation: {
      continuous_bernoulli_mean: {
        code: `










fn activate(value: vec4f) -> vec4f {
  let q = value * value;
  let series = 0.5 + value * (1.0 / 12.0 - q * (1.0 / 720.0 - q * (1.0 / 30240.0 -
    q * (1.0 / 1209600.0))));
  let size = max(abs(value), vec4f(1.0));
  let e = exp(-size);
  let tail = e / (1.0 - e);
  let outside = select(1.0 / size - tail, 1.0 + tail - 1.0 / size, value > vec4f());
  return select(outside, series, abs(value) < vec4f(1.0));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      elu: {
        code: `





fn activate(value: vec4f) -> vec4f {
  return select(expm1(min(value, vec4f())), value, value > vec4f());
}` as string,
        imports: ['shared/expm1'],
        bindings: [],
        enables: [],
        constants: {},
      },
      exp: {
        code: `


fn activate(value: vec4f) -> vec4f {
  return exp(clamp(value, vec4f(-80.0), vec4f(80.0)));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      gelu: {
        code: `





fn activate(value: vec4f) -> vec4f {
  return value * gaussian_cdf(value);
}` as string,
        imports: ['shared/gaussian'],
        bindings: [],
        enables: [],
        constants: {},
      },
      identity: {
        code: `

fn activate(value: vec4f) -> vec4f {
  return value;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      leaky_relu: {
        code: `


fn activate(value: vec4f) -> vec4f {
  return select(0.01 * value, value, value > vec4f());
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      relu: {
        code: `

fn activate(value: vec4f) -> vec4f {
  return max(value, vec4f());
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      sigmoid: {
        code: `


fn activate(value: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(-value, vec4f(-80.0), vec4f(80.0))));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      silu: {
        code: `



fn activate(value: vec4f) -> vec4f {
  let e = exp(-abs(value));
  return value * select(e, vec4f(1.0), value >= vec4f()) / (1.0 + e);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      softplus: {
        code: `





fn activate(value: vec4f) -> vec4f {
  let e = exp(-abs(value));
  let s = e / (2.0 + e);
  let q = s * s;
  let series = 1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 +
    q * (1.0 / 11.0 + q * (1.0 / 13.0))))));
  return max(value, vec4f()) + 2.0 * s * series;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      tanh: {
        code: `


fn activate(value: vec4f) -> vec4f {
  return tanh(clamp(value, vec4f(-10.0), vec4f(10.0)));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    activation_gradient: {
      elu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  return min(activated[index] + 1.0, vec4f(1.0));
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      gelu: {
        code: `




@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  let x = preactivation[index];
  return gaussian_cdf(x) + x * gaussian_density(x);
}` as string,
        imports: ['shared/gaussian'],
        bindings: [
          {
            name: 'preactivation',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      identity: {
        code: `

fn activation_gradient(index: u32) -> vec4f {
  return vec4f(1.0);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      leaky_relu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  return select(vec4f(0.01), vec4f(1.0), activated[index] > vec4f());
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      relu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), activated[index] > vec4f());
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      sigmoid: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  let y = activated[index];
  return y * (1.0 - y);
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      silu: {
        code: `





@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  let x = preactivation[index];
  let e = exp(-abs(x));
  let share = 1.0 / (1.0 + e);
  return share * (select(e, vec4f(1.0), x >= vec4f()) + x * e * share);
}` as string,
        imports: [],
        bindings: [
          {
            name: 'preactivation',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      softplus: {
        code: `



@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  return -expm1(-activated[index]);
}` as string,
        imports: ['shared/expm1'],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      tanh: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  let y = activated[index];
  return 1.0 - y * y;
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
    },
    clip: {
      none: {
        code: `

fn clip_norm(g: vec4f) -> vec4f {
  return g;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      norm: {
        code: `


@group(1) @binding(0) var<storage, read> scale: array<f32>;

fn clip_norm(g: vec4f) -> vec4f {
  return scale[0] * g;
}` as string,
        imports: [],
        bindings: [
          {
            name: 'scale',
            access: 'read',
            type: 'array<f32>',
            element: 'f32',
            shape: ['1'],
          },
        ],
        enables: [],
        constants: {},
      },
    },
    gate_rule: {
      capacity: {
        code: `




fn gate_rule(kl: f32, goal: f32) -> f32 {
  return sign(kl - goal);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      free_bits: {
        code: `




fn gate_rule(kl: f32, goal: f32) -> f32 {
  return select(0.0, 1.0, kl >= goal);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    input: {
      activations: {
        code: `

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;


fn input_start(first: u32, column4: u32) -> vec4u {
  return vec4u(first + column4, 0u, 0u, 0u);
}


fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
  let at = start.x + 4u * k4 * i;
  return mat4x4f(
    activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
  );
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activations',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      activations_or_f32: {
        code: `





const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;
@group(1) @binding(1) var<storage, read> data: array<vec4f>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;


fn input_start(first: u32, column4: u32) -> vec4u {
  let gathered = first == GATHERED;
  return vec4u(select(first, 0u, gathered) + column4, u32(gathered), 0u, 0u);
}


fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
  if (start.y == 1u) {
    let positions = min(4u * i + vec4u(0u, 1u, 2u, 3u), vec4u(step.row_count - 1u));
    let picked = step.first_row + positions;
    let rows = start.x + k4 * vec4u(
      row_index[picked.x], row_index[picked.y], row_index[picked.z], row_index[picked.w],
    );
    return mat4x4f(
      data[rows.x], data[rows.y],
      data[rows.z], data[rows.w],
    );
  }
  let at = start.x + 4u * k4 * i;
  return mat4x4f(
    activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
  );
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'activations',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_'],
          },
          {
            name: 'data',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_', '_'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: { GATHERED: { type: 'u32', value: 4294967295 } },
      },
      activations_or_u8: {
        code: `





const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;
@group(1) @binding(1) var<storage, read> data: array<u32>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;


fn input_start(first: u32, column4: u32) -> vec4u {
  let gathered = first == GATHERED;
  return vec4u(select(first, 0u, gathered) + column4, u32(gathered), 0u, 0u);
}


fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
  if (start.y == 1u) {
    let positions = min(4u * i + vec4u(0u, 1u, 2u, 3u), vec4u(step.row_count - 1u));
    let picked = step.first_row + positions;
    let rows = start.x + k4 * vec4u(
      row_index[picked.x], row_index[picked.y], row_index[picked.z], row_index[picked.w],
    );
    return mat4x4f(
      unpack4x8unorm(data[rows.x]), unpack4x8unorm(data[rows.y]),
      unpack4x8unorm(data[rows.z]), unpack4x8unorm(data[rows.w]),
    );
  }
  let at = start.x + 4u * k4 * i;
  return mat4x4f(
    activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
  );
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'activations',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_'],
          },
          {
            name: 'data',
            access: 'read',
            type: 'array<u32>',
            element: 'u8',
            shape: ['_', '_'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: { GATHERED: { type: 'u32', value: 4294967295 } },
      },
    },
    integer: {
      gather_u16: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<vec2u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn integer_load(start: u32, column4: u32) -> vec4u {
  let words = field[start + column4].xxyy;
  return (words >> vec4u(0u, 16u, 0u, 16u)) & vec4u(0xffffu);
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'field',
            access: 'read',
            type: 'array<vec2u>',
            element: 'u16',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      gather_u32: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<vec4u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn integer_load(start: u32, column4: u32) -> vec4u {
  return field[start + column4];
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'field',
            access: 'read',
            type: 'array<vec4u>',
            element: 'u32',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      gather_u8: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn integer_load(start: u32, column4: u32) -> vec4u {
  let word = field[start + column4];
  return (vec4u(word) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(0xffu);
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'field',
            access: 'read',
            type: 'array<u32>',
            element: 'u8',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
    },
    kl_weight: {
      gated: {
        code: `

@group(1) @binding(0) var<storage, read> gate: array<f32>;

fn kl_weight(column: u32) -> f32 {
  return gate[column];
}` as string,
        imports: [],
        bindings: [
          {
            name: 'gate',
            access: 'read',
            type: 'array<f32>',
            element: 'f32',
            shape: ['L'],
          },
        ],
        enables: [],
        constants: {},
      },
      one: {
        code: `

fn kl_weight(column: u32) -> f32 {
  return 1.0;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    likelihood: {
      bernoulli: {
        code: `






fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return max(outputs, vec4f()) - outputs * x + log(1.0 + exp(-abs(outputs)));
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let small = exp(-abs(outputs));
  let sigmoid = select(small, vec4f(1.0), outputs >= vec4f()) / (1.0 + small);
  return sigmoid - x;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      categorical: {
        code: `







@group(1) @binding(0) var<storage, read> normalizers: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return x * (normalizers[row * K4 + column4] - outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let probability = exp(min(outputs - normalizers[row * K4 + column4], vec4f()));
  return normalizers[(M + row) * K4 + column4] * probability - x;
}` as string,
        imports: [],
        bindings: [
          {
            name: 'normalizers',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['2*M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      continuous_bernoulli: {
        code: `









fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return outputs * (0.5 - x) + log_sinhc(outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return 0.5 - x + log_sinhc_gradient(outputs);
}` as string,
        imports: ['shared/continuous_bernoulli'],
        bindings: [],
        enables: [],
        constants: {},
      },
      gaussian: {
        code: `






@group(1) @binding(0) var<storage, read> logvar: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return gaussian_loss(outputs, logvar[row * K4 + column4], x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return (outputs - x) / variance_of(logvar[row * K4 + column4]);
}` as string,
        imports: ['shared/gaussian_density'],
        bindings: [
          {
            name: 'logvar',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: { FLOOR: { type: 'f32', value: 0 } },
      },
      gaussian_fixed: {
        code: `



const SIGMA: f32 = 1.0;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let deviation = (x - outputs) / SIGMA;
  return 0.5 * deviation * deviation + (log(SIGMA) + 0.9189385332046727);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return (outputs - x) / (SIGMA * SIGMA);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: { SIGMA: { type: 'f32', value: 1 } },
      },
      gaussian_logvar: {
        code: `







@group(1) @binding(0) var<storage, read> mu: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return gaussian_loss(mu[row * K4 + column4], outputs, x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let difference = x - mu[row * K4 + column4];
  let variance = variance_of(outputs);
  let share = (variance - FLOOR) / variance;
  return 0.5 * (1.0 - difference * difference / variance) * share;
}` as string,
        imports: ['shared/gaussian_density'],
        bindings: [
          {
            name: 'mu',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: { FLOOR: { type: 'f32', value: 0 } },
      },
      laplace: {
        code: `



const SCALE: f32 = 1.0;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return abs(x - outputs) / SCALE + log(2.0 * SCALE);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return sign(outputs - x) / SCALE;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: { SCALE: { type: 'f32', value: 1 } },
      },
      negative_binomial: {
        code: `






@group(1) @binding(0) var<storage, read> log_dispersion: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return negative_binomial_loss(outputs, log_dispersion[row * K4 + column4], x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let s = log_dispersion[row * K4 + column4];

  return dispersion(s) * success_probability(outputs, s) - x * success_probability(s, outputs);
}` as string,
        imports: ['shared/negative_binomial', 'shared/gamma', 'shared/log1p'],
        bindings: [
          {
            name: 'log_dispersion',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      negative_binomial_dispersion: {
        code: `







@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return negative_binomial_loss(log_mean[row * K4 + column4], outputs, x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let l = log_mean[row * K4 + column4];
  let r = dispersion(outputs);
  let through_gamma = softplus(l - outputs) - digamma_difference(r, x);
  return r * (through_gamma - success_probability(l, outputs)) + x * success_probability(outputs, l);
}` as string,
        imports: ['shared/negative_binomial', 'shared/gamma', 'shared/log1p'],
        bindings: [
          {
            name: 'log_mean',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
      poisson: {
        code: `





fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return exp(min(outputs, vec4f(80.0))) - x * outputs + log_gamma(x + 1.0);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return exp(min(outputs, vec4f(80.0))) - x;
}` as string,
        imports: ['shared/gamma', 'shared/log1p'],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    load: {
      gather_f32: {
        code: `




@group(1) @binding(0) var<storage, read> data: array<vec4f>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
  return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
  return data[start + column4];
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'data',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      gather_sparse: {
        code: `








@group(1) @binding(0) var<storage, read> sparse: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
  return row_index[step.first_row + min(row, max(step.row_count, 1u) - 1u)];
}


fn x_load(start: u32, column4: u32) -> vec4f {
  let first = sparse[start];
  let end = sparse[start + 1u];
  let column = 4u * column4;

  var low = 0u;
  var high = (end - first) / 2u;
  while (low < high) {
    let middle = (low + high) / 2u;
    let before = sparse[first + 2u * middle] < column;
    low = select(low, middle + 1u, before);
    high = select(middle, high, before);
  }
  var value = vec4f();
  for (var word = first + 2u * low; word < end; word += 2u) {
    let place = sparse[word] - column;
    if (place >= 4u) {
      break;
    }
    value[place] = bitcast<f32>(sparse[word + 1u]);
  }
  return value;
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'sparse',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      gather_u16: {
        code: `





@group(1) @binding(0) var<storage, read> data: array<vec2u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
  let words = data[start + column4];
  return vec4f(unpack2x16unorm(words.x), unpack2x16unorm(words.y));
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'data',
            access: 'read',
            type: 'array<vec2u>',
            element: 'u16',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      gather_u32: {
        code: `





@group(1) @binding(0) var<storage, read> data: array<vec4u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
  return vec4f(data[start + column4]);
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'data',
            access: 'read',
            type: 'array<vec4u>',
            element: 'u32',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      gather_u8: {
        code: `




@group(1) @binding(0) var<storage, read> data: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
  return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
  return unpack4x8unorm(data[start + column4]);
}` as string,
        imports: ['shared/step'],
        bindings: [
          {
            name: 'data',
            access: 'read',
            type: 'array<u32>',
            element: 'u8',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      matrix: {
        code: `

@group(1) @binding(0) var<storage, read> x: array<vec4f>;


fn x_row(row: u32) -> u32 {
  return row * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
  return x[start + column4];
}` as string,
        imports: [],
        bindings: [
          {
            name: 'x',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_', 'K'],
          },
        ],
        enables: [],
        constants: {},
      },
    },
    noise: {
      counter: {
        code: `





const STREAM: u32 = 0u;


fn noise4(row: u32, column4: u32) -> vec4f {
  let index = 2u * (row * ((L + 3u) / 4u) + column4);
  let key = vec2u(step.seed, STREAM);
  return vec4f(
    normal_pair(threefry2x32(key, vec2u(step.counter, index))),
    normal_pair(threefry2x32(key, vec2u(step.counter, index + 1u))),
  );
}` as string,
        imports: ['shared/step', 'shared/threefry', 'shared/normal'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      given: {
        code: `

@group(1) @binding(0) var<storage, read> noise: array<vec4f>;


fn noise4(row: u32, column4: u32) -> vec4f {
  return noise[row * ((L + 7u) / 8u * 2u) + column4];
}` as string,
        imports: [],
        bindings: [
          {
            name: 'noise',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_', 'L'],
          },
        ],
        enables: [],
        constants: {},
      },
    },
    optimizer: {
      adam: {
        code: `




const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
  return adam_step(before, penalized(g, before.w));
}` as string,
        imports: [
          'shared/adam',
          'shared/optimizer',
          'shared/finite',
          'shared/optimizer_scalars',
          'shared/step',
          'shared/l2_penalty',
        ],
        bindings: [],
        enables: [],
        constants: {
          BETA1: { type: 'f32', value: 0.9 },
          ONE_MINUS_BETA1: { type: 'f32', value: 0.1 },
          BETA2: { type: 'f32', value: 0.999 },
          ONE_MINUS_BETA2: { type: 'f32', value: 0.001 },
          EPSILON: { type: 'f32', value: 1e-8 },
          CLIP_VALUE: { type: 'f32', value: 0 },
          GROUP: { type: 'u32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
      adamw: {
        code: `









const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
  let decayed = before.w - decay() * before.w;
  return adam_step(OptimizerState(decayed, before.m, before.v), g);
}` as string,
        imports: [
          'shared/adam',
          'shared/optimizer',
          'shared/finite',
          'shared/optimizer_scalars',
          'shared/step',
        ],
        bindings: [],
        enables: [],
        constants: {
          BETA1: { type: 'f32', value: 0.9 },
          ONE_MINUS_BETA1: { type: 'f32', value: 0.1 },
          BETA2: { type: 'f32', value: 0.999 },
          ONE_MINUS_BETA2: { type: 'f32', value: 0.001 },
          EPSILON: { type: 'f32', value: 1e-8 },
          CLIP_VALUE: { type: 'f32', value: 0 },
          GROUP: { type: 'u32', value: 0 },
        },
      },
      rmsprop: {
        code: `











const ALPHA: f32 = 0.99;
const ONE_MINUS_ALPHA: f32 = 0.01;
const EPSILON: f32 = 1e-8;
const MOMENTUM: f32 = 0.0;

const KEEPS_M = MOMENTUM != 0.0;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, gradient: vec4f) -> OptimizerState {
  let g = penalized(gradient, before.w);
  let v = ALPHA * before.v + ONE_MINUS_ALPHA * g * g;
  let m = MOMENTUM * before.m + g / (sqrt(v) + EPSILON);
  return OptimizerState(before.w - step_size() * m, m, v);
}` as string,
        imports: [
          'shared/optimizer',
          'shared/finite',
          'shared/optimizer_scalars',
          'shared/step',
          'shared/l2_penalty',
        ],
        bindings: [],
        enables: [],
        constants: {
          ALPHA: { type: 'f32', value: 0.99 },
          ONE_MINUS_ALPHA: { type: 'f32', value: 0.01 },
          EPSILON: { type: 'f32', value: 1e-8 },
          MOMENTUM: { type: 'f32', value: 0 },
          CLIP_VALUE: { type: 'f32', value: 0 },
          GROUP: { type: 'u32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
      sgd: {
        code: `











const MOMENTUM: f32 = 0.0;
const NESTEROV: bool = false;

const KEEPS_M = MOMENTUM != 0.0;
const KEEPS_V = false;

fn optimizer_step(before: OptimizerState, gradient: vec4f) -> OptimizerState {
  let g = penalized(gradient, before.w);
  let m = MOMENTUM * before.m + g;
  let direction = select(m, g + MOMENTUM * m, NESTEROV);
  return OptimizerState(before.w - step_size() * direction, m, before.v);
}` as string,
        imports: [
          'shared/optimizer',
          'shared/finite',
          'shared/optimizer_scalars',
          'shared/step',
          'shared/l2_penalty',
        ],
        bindings: [],
        enables: [],
        constants: {
          MOMENTUM: { type: 'f32', value: 0 },
          NESTEROV: { type: 'bool', value: false },
          CLIP_VALUE: { type: 'f32', value: 0 },
          GROUP: { type: 'u32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
    },
    product: {
      direct_4x8: {
        code: `




const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + lane / WORKGROUP_X;
  let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
  if (row4 >= rows4() || column4 >= columns4()) {
    return;
  }
  let left_start0 = left_start(row4);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums0 = mat4x4f();
  var sums1 = mat4x4f();
  for (var i = 0u; i < INNER4; i++) {
    let left = left_block(left_start0, i);
    sums0 += right_block(right_start0, i) * left;
    sums1 += right_block(right_start1, i) * left;
  }
  emit(row4, column4, sums0, sums1);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      direct_8x8: {
        code: `



const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
  let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
  if (row4 >= rows4() || column4 >= columns4()) {
    return;
  }
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums: array<mat4x4f, 4>;
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let left0 = left_block(left_start0, i);
    sums[0] += right0 * left0;
    sums[1] += right1 * left0;
    let left1 = left_block(left_start1, i);
    sums[2] += right0 * left1;
    sums[3] += right1 * left1;
  }
  for (var block = 0u; block < 2u; block++) {
    emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
  }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      quad_16x8: {
        code: `






enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 4u;
const TILE_COLUMNS4: u32 = 8u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4 + 2u * lane;
  let own_start = left_start(min(row4 + lane, rows4() - 1u));
  let right_start0 = right_start(min(column4, columns4() - 2u));
  let right_start1 = right_start(min(column4, columns4() - 2u) + 1u);


  let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
  var sums: array<mat4x4f, 8>;
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let own = left_block(own_start, i);
    sums[0] += right0 * own;
    sums[1] += right1 * own;
    let across_x = mat4x4f(
      quadSwapX(own[0]), quadSwapX(own[1]), quadSwapX(own[2]), quadSwapX(own[3]),
    );
    sums[2] += right0 * across_x;
    sums[3] += right1 * across_x;
    let across_y = mat4x4f(
      quadSwapY(own[0]), quadSwapY(own[1]), quadSwapY(own[2]), quadSwapY(own[3]),
    );
    sums[4] += right0 * across_y;
    sums[5] += right1 * across_y;
    let across = mat4x4f(
      quadSwapDiagonal(own[0]), quadSwapDiagonal(own[1]),
      quadSwapDiagonal(own[2]), quadSwapDiagonal(own[3]),
    );
    sums[6] += right0 * across;
    sums[7] += right1 * across;
  }
  for (var block = 0u; block < 4u; block++) {
    let block_row4 = row4 + owners[block];
    if (block_row4 < rows4() && column4 < columns4()) {
      emit(block_row4, column4, sums[2u * block], sums[2u * block + 1u]);
    }
  }
}` as string,
        imports: [],
        bindings: [],
        enables: ['subgroups'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 4 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 4 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
      quad_32x8: {
        code: `




enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4 + 2u * lane;
  let upper_start = left_start(min(row4 + lane, rows4() - 1u));
  let lower_start = left_start(min(row4 + 4u + lane, rows4() - 1u));
  let right_start0 = right_start(min(column4, columns4() - 2u));
  let right_start1 = right_start(min(column4, columns4() - 2u) + 1u);
  let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
  var sums: array<mat4x4f, 16>;
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let upper = left_block(upper_start, i);
    sums[0] += right0 * upper;
    sums[1] += right1 * upper;
    let upper_x = mat4x4f(
      quadSwapX(upper[0]), quadSwapX(upper[1]), quadSwapX(upper[2]), quadSwapX(upper[3]),
    );
    sums[2] += right0 * upper_x;
    sums[3] += right1 * upper_x;
    let upper_y = mat4x4f(
      quadSwapY(upper[0]), quadSwapY(upper[1]), quadSwapY(upper[2]), quadSwapY(upper[3]),
    );
    sums[4] += right0 * upper_y;
    sums[5] += right1 * upper_y;
    let upper_xy = mat4x4f(
      quadSwapDiagonal(upper[0]), quadSwapDiagonal(upper[1]),
      quadSwapDiagonal(upper[2]), quadSwapDiagonal(upper[3]),
    );
    sums[6] += right0 * upper_xy;
    sums[7] += right1 * upper_xy;
    let lower = left_block(lower_start, i);
    sums[8] += right0 * lower;
    sums[9] += right1 * lower;
    let lower_x = mat4x4f(
      quadSwapX(lower[0]), quadSwapX(lower[1]), quadSwapX(lower[2]), quadSwapX(lower[3]),
    );
    sums[10] += right0 * lower_x;
    sums[11] += right1 * lower_x;
    let lower_y = mat4x4f(
      quadSwapY(lower[0]), quadSwapY(lower[1]), quadSwapY(lower[2]), quadSwapY(lower[3]),
    );
    sums[12] += right0 * lower_y;
    sums[13] += right1 * lower_y;
    let lower_xy = mat4x4f(
      quadSwapDiagonal(lower[0]), quadSwapDiagonal(lower[1]),
      quadSwapDiagonal(lower[2]), quadSwapDiagonal(lower[3]),
    );
    sums[14] += right0 * lower_xy;
    sums[15] += right1 * lower_xy;
  }
  for (var block = 0u; block < 8u; block++) {
    let block_row4 = row4 + (block & 4u) + owners[block & 3u];
    if (block_row4 < rows4() && column4 < columns4()) {
      emit(block_row4, column4, sums[2u * block], sums[2u * block + 1u]);
    }
  }
}` as string,
        imports: [],
        bindings: [],
        enables: ['subgroups'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 4 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
      split_8x8: {
        code: `




const WORKGROUP_X: u32 = 32u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 2u;
const TILE_COLUMNS4: u32 = 2u;

var<workgroup> partial: array<array<mat4x4f, 4>, 32>;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4;
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums: array<mat4x4f, 4>;
  for (var turn = 0u; turn < (INNER4 + WORKGROUP_X - 1u) / WORKGROUP_X; turn++) {
    let i = turn * WORKGROUP_X + lane;
    if (i >= INNER4) {
      break;
    }
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let left0 = left_block(left_start0, i);
    sums[0] += right0 * left0;
    sums[1] += right1 * left0;
    let left1 = left_block(left_start1, i);
    sums[2] += right0 * left1;
    sums[3] += right1 * left1;
  }
  partial[lane] = sums;
  for (var width = WORKGROUP_X / 2u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      for (var block = 0u; block < 4u; block++) {
        partial[lane][block] += partial[lane + width][block];
      }
    }
  }
  workgroupBarrier();
  if (lane < 2u) {
    emit(row4 + lane, column4, partial[0][2u * lane], partial[0][2u * lane + 1u]);
  }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 32 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 2 },
          TILE_COLUMNS4: { type: 'u32', value: 2 },
        },
      },
      tiled_32x64: {
        code: `




const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

var<workgroup> left_tile: array<mat4x4f, 32>;
var<workgroup> right_tile: array<mat4x4f, 64>;

fn product(tile: vec2u, lane: u32) {
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;

  let load_inner4 = lane % TILE_INNER4;
  let load_block = lane / TILE_INNER4;
  let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
  let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
  let row4 = lane / 8u;
  let column4 = 2u * (lane % 8u);
  var sums0 = mat4x4f();
  var sums1 = mat4x4f();
  for (var step4 = 0u; step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4; step4++) {
    let inner4 = step4 * TILE_INNER4 + load_inner4;
    var left = mat4x4f();
    var right = mat4x4f();
    if (inner4 < INNER4) {
      right = right_block(load_right, inner4);
      if (load_block < TILE_ROWS4) {
        left = left_block(load_left, inner4);
      }
    }
    workgroupBarrier();
    if (load_block < TILE_ROWS4) {
      left_tile[load_inner4 * TILE_ROWS4 + load_block] = left;
    }
    right_tile[load_inner4 * TILE_COLUMNS4 + load_block] = right;
    workgroupBarrier();
    for (var i = 0u; i < TILE_INNER4; i++) {
      let block = left_tile[i * TILE_ROWS4 + row4];
      sums0 += right_tile[i * TILE_COLUMNS4 + column4] * block;
      sums1 += right_tile[i * TILE_COLUMNS4 + column4 + 1u] * block;
    }
  }
  if (first_row4 + row4 < rows4() && first_column4 + column4 < columns4()) {
    emit(first_row4 + row4, first_column4 + column4, sums0, sums1);
  }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      tiled_64x64: {
        code: `




const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

var<workgroup> left_tile: array<mat4x4f, 64>;
var<workgroup> right_tile: array<mat4x4f, 64>;

fn product(tile: vec2u, lane: u32) {
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;

  let load_inner4 = lane % TILE_INNER4;
  let load_block = lane / TILE_INNER4;
  let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
  let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
  let row4 = 2u * (lane / 8u);
  let column4 = 2u * (lane % 8u);
  var sums: array<mat4x4f, 4>;
  for (var step4 = 0u; step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4; step4++) {
    let inner4 = step4 * TILE_INNER4 + load_inner4;
    var left = mat4x4f();
    var right = mat4x4f();
    if (inner4 < INNER4) {
      left = left_block(load_left, inner4);
      right = right_block(load_right, inner4);
    }
    workgroupBarrier();
    left_tile[load_inner4 * TILE_ROWS4 + load_block] = left;
    right_tile[load_inner4 * TILE_COLUMNS4 + load_block] = right;
    workgroupBarrier();
    for (var i = 0u; i < TILE_INNER4; i++) {
      let right0 = right_tile[i * TILE_COLUMNS4 + column4];
      let right1 = right_tile[i * TILE_COLUMNS4 + column4 + 1u];
      let left0 = left_tile[i * TILE_ROWS4 + row4];
      sums[0] += right0 * left0;
      sums[1] += right1 * left0;
      let left1 = left_tile[i * TILE_ROWS4 + row4 + 1u];
      sums[2] += right0 * left1;
      sums[3] += right1 * left1;
    }
  }
  for (var block = 0u; block < 2u; block++) {
    if (first_row4 + row4 + block < rows4() && first_column4 + column4 < columns4()) {
      emit(
        first_row4 + row4 + block, first_column4 + column4,
        sums[2u * block], sums[2u * block + 1u],
      );
    }
  }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
    },
    term_weight: {
      rows: {
        code: `

@group(1) @binding(0) var<storage, read> dterms: array<f32>;


fn term_weight(row: u32) -> f32 {
  return dterms[row];
}` as string,
        imports: [],
        bindings: [
          {
            name: 'dterms',
            access: 'read',
            type: 'array<f32>',
            element: 'f32',
            shape: ['_'],
          },
        ],
        enables: [],
        constants: {},
      },
      scalar: {
        code: `




fn term_weight(row: u32) -> f32 {
  return loss_weight(row);
}` as string,
        imports: ['shared/loss_weight', 'shared/samples', 'shared/step'],
        bindings: [],
        enables: [],
        constants: { TERM: { type: 'u32', value: 0 }, SAMPLES: { type: 'u32', value: 1 } },
      },
    },
    transform: {
      binarize: {
        code: `





const STREAM: u32 = 0u;

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), uniform4(STREAM, row, column4, K) < value);
}` as string,
        imports: ['shared/uniform', 'shared/step', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      dropout: {
        code: `






const STREAM: u32 = 0u;
const RATE: f32 = 0.5;

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return select(value / (1.0 - RATE), vec4f(), uniform4(STREAM, row, column4, K) < vec4f(RATE));
}` as string,
        imports: ['shared/uniform', 'shared/step', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 }, RATE: { type: 'f32', value: 0.5 } },
      },
      none: {
        code: `

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return value;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      threshold: {
        code: `

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), value >= vec4f(0.5));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    accuracy: {
      code: `









const M: u32 = 128u;
const C: u32 = 10u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> probabilities: array<f32>;
@group(1) @binding(1) var<storage, read> target_rows: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;


const LOWEST = -3.4e38;

const WIDTH = (C + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn accuracy(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var likeliest = 0u;
  var most = LOWEST;
  var expected = 0u;
  var marked = LOWEST;
  for (var class_index = 0u; class_index < C; class_index++) {
    var sum = 0.0;
    for (var draw = 0u; draw < SAMPLES; draw++) {
      sum += probabilities[(row * SAMPLES + draw) * WIDTH + class_index];
    }
    if (sum > most) {
      most = sum;
      likeliest = class_index;
    }
    let mark = target_rows[row * WIDTH + class_index];
    if (mark > marked) {
      marked = mark;
      expected = class_index;
    }
  }
  let right = select(0.0, 1.0, likeliest == expected);
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, right, row < step.row_count);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'probabilities',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*SAMPLES', 'C'],
        },
        {
          name: 'target_rows',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'C'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        C: { type: 'u32', value: 10 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    activation_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let value = dy[index] * activation_gradient(index);
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'dx',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    activation_forward: {
      code: `










const M: u32 = 128u;
const K: u32 = 400u;

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  y[index] = keep_columns(activate(preactivation[index]), id.x, K);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'preactivation',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 400 } },
      slots: { activation: 'gelu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    aggregate_posterior: {
      code: `













const M: u32 = 128u;
const N: u32 = 1024u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read_write> log_density: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;


fn log_posterior(row: u32, n: u32) -> f32 {
  var sum = 0.0;
  for (var l = 0u; l < L; l++) {
    let mu = stats[n * STATS_WIDTH + l];
    let logvar = stats[n * STATS_WIDTH + L + l];
    let distance = z[row * Z_WIDTH + l] - mu;
    sum += LOG_TWO_PI + logvar + distance * distance * exp(-logvar);
  }
  return -0.5 * sum;
}

@compute @workgroup_size(64)
fn aggregate_posterior(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  var total = LSE_EMPTY;
  for (var n = lane; n < N; n += 64u) {
    total = lse_add(total, vec2f(log_posterior(row, n), 1.0));
  }
  let joined = lse64(total, lane);
  if (lane == 0u) {
    let density = joined.x + log(joined.y) - log(f32(N));
    log_density[row] = select(0.0, density, row < step.row_count);
  }
}` as string,
      imports: ['shared/step', 'shared/log_sum_exp'],
      bindings: [
        {
          name: 'z',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'L'],
        },
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['N', '2*L'],
        },
        {
          name: 'log_density',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 1024 },
        L: { type: 'u32', value: 20 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
    broadcast_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;
const SHARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>;
@group(1) @binding(1) var<storage, read_write> dvalues: array<f32>;

const K_WIDTH = (K + 7u) / 8u * 8u;

fn column_sum(column: u32) -> f32 {
  var sum = 0.0;
  for (var row = 0u; row < M; row++) {
    sum += dy[row * K_WIDTH + column];
  }
  return sum;
}

fn store(index: u32, value: f32) {
  if (ACCUMULATE) {
    dvalues[index] += value;
  } else {
    dvalues[index] = value;
  }
}

@compute @workgroup_size(64)
fn broadcast_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  if (SHARED) {
    if (workgroup.x > 0u) {
      return;
    }
    var sum = 0.0;
    for (var turn = 0u; turn < (K + 63u) / 64u; turn++) {
      let column = 64u * turn + lane;
      if (column < K) {
        sum += column_sum(column);
      }
    }
    let total = sum64(sum, lane);
    if (lane == 0u) {
      store(0u, total);
    }
  } else {
    let column = 64u * workgroup.x + lane;
    if (column < K) {
      store(column, column_sum(column));
    }
  }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'dvalues',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['_'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        SHARED: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    broadcast_forward: {
      code: `








const M: u32 = 128u;
const K: u32 = 784u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> values: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn broadcast_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  if (SHARED) {
    value = vec4f(values[0].x);
  } else {
    value = values[id.x];
  }
  y[id.y * K4 + id.x] = keep_columns(value, id.x, K);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'values',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['_'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        SHARED: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    clip_scale: {
      code: `














const PARTS: u32 = 256u;
const CLIP_NORM: f32 = 1.0;

@group(1) @binding(0) var<storage, read> squares: array<f32>;
@group(1) @binding(1) var<storage, read_write> scale: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

@compute @workgroup_size(64)
fn clip_scale(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < PARTS; i += 64u) {
    sum += squares[i];
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    scale[0] = min(1.0, CLIP_NORM / (sqrt(total) + 1e-6));
    if (!all_finite(vec4f(total))) {
      atomicMin(&health[0], step.counter);
    }
  }
}` as string,
      imports: ['shared/sum64', 'shared/step', 'shared/finite'],
      bindings: [
        {
          name: 'squares',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['PARTS'],
        },
        {
          name: 'scale',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['1'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      enables: [],
      constants: { PARTS: { type: 'u32', value: 256 }, CLIP_NORM: { type: 'f32', value: 1 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    concat: {
      code: `







const M: u32 = 128u;
const A: u32 = 20u;
const B: u32 = 10u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> a: array<f32>;
@group(1) @binding(1) var<storage, read> b: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const A_WIDTH = (A + 7u) / 8u * 8u;
const B_WIDTH = (B + 7u) / 8u * 8u;
const Y4 = (A + B + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn concat(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M * SAMPLES) {
    return;
  }
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < A) {
      value[i] = a[id.y * A_WIDTH + column];
    } else if (column < A + B) {
      value[i] = b[id.y / SAMPLES * B_WIDTH + column - A];
    }
  }
  y[id.y * Y4 + id.x] = value;
}` as string,
      imports: [],
      bindings: [
        {
          name: 'a',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*SAMPLES', 'A'],
        },
        {
          name: 'b',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'B'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M*SAMPLES', 'A+B'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        A: { type: 'u32', value: 20 },
        B: { type: 'u32', value: 10 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_input: {
      code: `












const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;

const INNER4 = (N + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return K4;
}

fn left_start(row4: u32) -> vec4u {
  return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(dy[start.x + i], dy[start.y + i], dy[start.z + i], dy[start.w + i]);
}

fn right_start(column4: u32) -> vec4u {
  return column4 + vec4u(0u, 1u, 2u, 3u) * K4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  let at = start + 4u * K4 * i;
  return mat4x4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 8u; i++) {
    let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
    let value = sums[i & 1u][i >> 1u] * activation_gradient(index);
    if (ACCUMULATE) {
      dx[index] += value;
    } else {
      dx[index] = value;
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_input(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'dx',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 784 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_weight: {
      code: `













const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;

const INNER4 = (M + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return N4;
}

fn columns4() -> u32 {
  return K4;
}

fn left_start(row4: u32) -> vec4u {
  return row4 + vec4u(0u, 1u, 2u, 3u) * N4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  let at = start + 4u * N4 * i;
  return transpose(mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
}

fn right_start(column4: u32) -> vec4u {
  return vec4u(column4);
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  let row = 4u * i;
  return mat4x4f(
    x_load(x_row(row), start.x), x_load(x_row(row + 1u), start.x),
    x_load(x_row(row + 2u), start.x), x_load(x_row(row + 3u), start.x),
  );
}

fn store_bias(n4: u32) {
  var sums = vec4f();
  for (var row = 0u; row < M; row++) {
    sums += dy[row * N4 + n4];
  }
  if (ACCUMULATE_BIAS) {
    dbias[n4] += sums;
  } else {
    dbias[n4] = sums;
  }
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 8u; i++) {
    let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
    if (ACCUMULATE_WEIGHT) {
      dweight[index] += sums[i & 1u][i >> 1u];
    } else {
      dweight[index] = sums[i & 1u][i >> 1u];
    }
  }
  if (column4 == 0u) {
    store_bias(row4);
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'dweight',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'dbias',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
      },
      slots: { load: 'matrix', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_weight_update: {
      code: `


















const M: u32 = 128u;
const P: u32 = 654592u;
const LAYERS: u32 = 1u;
const N: array<u32, 8> = array<u32, 8>(400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const K: array<u32, 8> = array<u32, 8>(784u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const DY: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const X: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const WEIGHT: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const BIAS: array<u32, 8> = array<u32, 8>(78400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);

@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const INNER4 = (M + 7u) / 8u * 2u;
const P4 = P / 4u;


struct Layer {
  n4: u32,
  k4: u32,
  dy: u32,
  x: u32,
  weight: u32,
  bias: u32,
}

var<private> layer: Layer;

var<private> halted: bool;

fn rows4() -> u32 {
  return layer.n4;
}

fn columns4() -> u32 {
  return layer.k4;
}

fn left_start(row4: u32) -> vec4u {
  return layer.dy + row4 + vec4u(0u, 1u, 2u, 3u) * layer.n4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  let at = start + 4u * layer.n4 * i;
  return transpose(mat4x4f(gradients[at.x], gradients[at.y], gradients[at.z], gradients[at.w]));
}

fn right_start(column4: u32) -> vec4u {
  return input_start(layer.x, column4);
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return input_block(start, layer.k4, i);
}

fn update(i: u32, g: vec4f) {
  let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
  let after = optimizer_step(before, clip_value(g));
  if (!optimizer_finite(after, g)) {
    atomicMin(&health[0], step.counter);
  }
  state[i] = after.w;
  if (KEEPS_M) {
    state[P4 + i] = after.m;
  }
  if (KEEPS_V) {
    state[2u * P4 + i] = after.v;
  }
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  if (halted) {
    return;
  }

  var steps = array<vec4f, 9>(
    left[0], right[0], left[1], right[1], left[2], right[2], left[3], right[3], vec4f(),
  );
  let with_bias = column4 == 0u;
  if (with_bias) {
    for (var row = 0u; row < M; row++) {
      steps[8] += gradients[layer.dy + row * layer.n4 + row4];
    }
  }
  let start = layer.weight + 4u * row4 * layer.k4 + column4;
  for (var i = 0u; i < select(8u, 9u, with_bias); i++) {
    let weight = start + (i >> 1u) * layer.k4 + (i & 1u);
    update(select(weight, layer.bias + row4, i == 8u), steps[i]);
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight_update(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var tile = workgroup.y * workgroups.x + workgroup.x;
  var number = 0u;
  var across = 1u;
  for (; number < LAYERS; number++) {
    across = ((K[number] + 7u) / 8u * 2u + TILE_COLUMNS4 - 1u) / TILE_COLUMNS4;
    let down = ((N[number] + 7u) / 8u * 2u + TILE_ROWS4 - 1u) / TILE_ROWS4;
    if (tile < across * down) {
      break;
    }
    tile -= across * down;
  }

  if (number == LAYERS) {
    return;
  }
  halted = atomicLoad(&health[0]) < step.counter;
  layer = Layer(
    (N[number] + 7u) / 8u * 2u, (K[number] + 7u) / 8u * 2u,
    DY[number], X[number], WEIGHT[number], BIAS[number],
  );
  product(vec2u(tile % across, tile / across), lane);
}` as string,
      imports: ['shared/optimizer', 'shared/finite', 'shared/step'],
      bindings: [
        {
          name: 'gradients',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['_'],
        },
        {
          name: 'state',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['3*P'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        P: { type: 'u32', value: 654592 },
        LAYERS: { type: 'u32', value: 1 },
        N: { type: 'u32[]', value: [400, 0, 0, 0, 0, 0, 0, 0] },
        K: { type: 'u32[]', value: [784, 0, 0, 0, 0, 0, 0, 0] },
        DY: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        X: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        WEIGHT: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        BIAS: { type: 'u32[]', value: [78400, 0, 0, 0, 0, 0, 0, 0] },
        CLIP_VALUE: { type: 'f32', value: 0 },
      },
      slots: { input: 'activations', optimizer: 'adam', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    dense_forward: {
      code: `














const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const INNER4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return N4;
}

fn left_start(row4: u32) -> vec4u {
  let row = 4u * row4;
  return vec4u(x_row(row), x_row(row + 1u), x_row(row + 2u), x_row(row + 3u));
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(
    x_load(start.x, i), x_load(start.y, i), x_load(start.z, i), x_load(start.w, i),
  );
}

fn right_start(column4: u32) -> vec4u {
  return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return transpose(mat4x4f(
    weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
  ));
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var half = 0u; half < 2u; half++) {
    let n4 = column4 + half;
    let b = bias[n4];
    for (var i = 0u; i < 4u; i++) {
      y[(4u * row4 + i) * N4 + n4] = keep_columns(activate(sums[half][i] + b), n4, N);
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'bias',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
      },
      slots: { load: 'matrix', activation: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_likelihood: {
      code: `

















const M: u32 = 128u;
const K: u32 = 784u;
const H: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 98u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<vec4f>;

const INNER4 = (H + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return K4;
}

fn left_start(row4: u32) -> vec4u {
  return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(h[start.x + i], h[start.y + i], h[start.z + i], h[start.w + i]);
}

fn right_start(column4: u32) -> vec4u {
  return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return transpose(mat4x4f(
    weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
  ));
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  let part = (step.ring_slot % RING) * PARTS + column4 / 2u;
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 4u; i++) {
    let row = 4u * row4 + i;
    let start = x_row(row / SAMPLES);
    var losses = vec4f();
    for (var half = 0u; half < 2u; half++) {
      let k4 = column4 + half;
      let outputs = sums[half][i] + bias[k4];
      let x = x_load(start, k4);
      let gradient = loss_weight(row) * likelihood_gradient(row, k4, outputs, x);
      doutputs[row * K4 + k4] = keep_columns(gradient, k4, K);
      losses += keep_columns(likelihood_loss(row, k4, outputs, x), k4, K);
    }
    let sum = losses.x + losses.y + losses.z + losses.w;
    terms[part * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_likelihood(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}` as string,
      imports: ['shared/columns', 'shared/loss_weight', 'shared/samples', 'shared/step'],
      bindings: [
        {
          name: 'h',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'H'],
        },
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['K', 'H'],
        },
        {
          name: 'bias',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['K'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        {
          name: 'doutputs',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        H: { type: 'u32', value: 400 },
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 98 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> batch: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  batch[id.y * K4 + id.x] = transform(x_load(x_row(id.y), id.x), id.y, id.x);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'batch',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { load: 'gather_u8', transform: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather_indices: {
      code: `









const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> indices: array<vec4u>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_indices(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  indices[id.y * K4 + id.x] = integer_load(integer_row(id.y), id.x);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'indices',
          access: 'read_write',
          type: 'array<vec4u>',
          element: 'u32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { integer: 'gather_u32' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather_one_hot: {
      code: `










const M: u32 = 128u;
const K: u32 = 1u;
const CLASSES: u32 = 10u;

@group(1) @binding(0) var<storage, read_write> y: array<vec4f>;

const Y4 = (K * CLASSES + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_one_hot(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  let start = integer_row(id.y);
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < K * CLASSES) {
      let k = column / CLASSES;
      value[i] = f32(integer_load(start, k / 4u)[k % 4u] == column % CLASSES);
    }
  }
  y[id.y * Y4 + id.x] = value;
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K*CLASSES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 1 },
        CLASSES: { type: 'u32', value: 10 },
      },
      slots: { integer: 'gather_u8' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gradient_squares: {
      code: `









const P: u32 = 654592u;
const PARTS: u32 = 256u;

@group(1) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> squares: array<f32>;

const P4 = P / 4u;

@compute @workgroup_size(64)
fn gradient_squares(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var sum = 0.0;
  for (var i = 64u * workgroup.x + lane; i < P4; i += 64u * PARTS) {
    sum += dot(gradient[i], gradient[i]);
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    squares[workgroup.x] = total;
  }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        {
          name: 'gradient',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['P'],
        },
        {
          name: 'squares',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['PARTS'],
        },
      ],
      enables: [],
      constants: { P: { type: 'u32', value: 654592 }, PARTS: { type: 'u32', value: 256 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    group_normalizer: {
      code: `













const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 49u;

@group(1) @binding(0) var<storage, read> outputs: array<f32>;
@group(1) @binding(1) var<storage, read> starts: array<u32>;
@group(1) @binding(2) var<storage, read_write> normalizers: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4e38;

@compute @workgroup_size(8, 8)
fn group_normalizer(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y;
  if (id.x >= GROUPS || row >= M) {
    return;
  }
  let first = starts[id.x];
  let end = starts[id.x + 1u];
  let start = x_row(row / SAMPLES);
  var largest = LOWEST;
  var sum = 0.0;
  var total = 0.0;
  for (var column = first; column < end; column++) {
    let logit = outputs[row * WIDTH + column];
    let before = largest;
    largest = max(largest, logit);
    sum = sum * exp(before - largest) + exp(logit - largest);
    total += x_load(start, column / 4u)[column % 4u];
  }
  let log_normalizer = largest + log(sum);
  for (var column = first; column < end; column++) {
    normalizers[row * WIDTH + column] = log_normalizer;
    normalizers[(M + row) * WIDTH + column] = total;
  }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        {
          name: 'outputs',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'starts',
          access: 'read',
          type: 'array<u32>',
          element: 'u32',
          shape: ['_'],
        },
        {
          name: 'normalizers',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['2*M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 49 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    importance_bound_backward: {
      code: `









const M: u32 = 128u;
const DRAWS: u32 = 8u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> shares: array<f32>;
@group(1) @binding(1) var<storage, read_write> dcost: array<f32>;

@compute @workgroup_size(64)
fn importance_bound_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * DRAWS) {
    return;
  }
  let value = term_weight(id.x / DRAWS) * shares[id.x];
  if (ACCUMULATE) {
    dcost[id.x] += value;
  } else {
    dcost[id.x] = value;
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'shares',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*DRAWS'],
        },
        {
          name: 'dcost',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*DRAWS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    importance_bound_forward: {
      code: `













const M: u32 = 128u;
const DRAWS: u32 = 8u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read_write> bound: array<f32>;
@group(1) @binding(1) var<storage, read> reconstruction: array<f32>;
@group(1) @binding(2) var<storage, read> kl: array<f32>;
@group(1) @binding(3) var<storage, read_write> shares: array<f32>;

const ROWS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const BOUND_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn importance_bound_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  let slot = step.ring_slot % RING;
  let first = slot * ROWS_WIDTH + DRAWS * row;
  var least = 3.4e38;
  for (var s = 0u; s < DRAWS; s++) {
    least = min(least, reconstruction[first + s] + kl[first + s]);
  }
  var sum = 0.0;
  for (var s = 0u; s < DRAWS; s++) {
    sum += exp(least - (reconstruction[first + s] + kl[first + s]));
  }
  let counts = row < step.row_count;
  for (var s = 0u; s < DRAWS; s++) {
    let share = exp(least - (reconstruction[first + s] + kl[first + s])) / sum;
    shares[DRAWS * row + s] = select(0.0, share, counts);
  }
  bound[slot * BOUND_WIDTH + row] = select(0.0, least - log(sum / f32(DRAWS)), counts);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'bound',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
        {
          name: 'reconstruction',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M*DRAWS'],
        },
        {
          name: 'kl',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M*DRAWS'],
        },
        {
          name: 'shares',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*DRAWS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_backward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu_index = id.y * STATS_WIDTH + id.x;
  let logvar_index = mu_index + L;
  let weight = loss_weight(id.y) * kl_weight(id.x);
  let gradient = weight * kl_gradient(stats[mu_index], stats[logvar_index]);
  if (ACCUMULATE) {
    dstats[mu_index] += gradient.x;
    dstats[logvar_index] += gradient.y;
  } else {
    dstats[mu_index] = gradient.x;
    dstats[logvar_index] = gradient.y;
  }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { kl_weight: 'one' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_forward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var sum = 0.0;
  for (var column = 0u; column < L; column++) {
    let index = row * STATS_WIDTH + column;
    sum += kl_loss(stats[index], stats[index + L]);
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}` as string,
      imports: ['shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_forward_backward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward_backward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  let weight = loss_weight(row);
  var sum = 0.0;
  for (var column = 0u; column < L; column++) {
    let mu_index = row * STATS_WIDTH + column;
    let logvar_index = mu_index + L;
    let mu = stats[mu_index];
    let logvar = stats[logvar_index];
    let gradient = weight * kl_weight(column) * kl_gradient(mu, logvar);
    sum += kl_loss(mu, logvar);
    dstats[mu_index] = gradient.x;
    dstats[logvar_index] = gradient.y;
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { kl_weight: 'one' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_gate: {
      code: `


















const M: u32 = 128u;
const L: u32 = 20u;
const SPAN: u32 = 1u;
const TARGET: u32 = 0u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> gate: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_gate(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = workgroup.x * SPAN;
  let end = min(first + SPAN, L);
  let rows = min(M, step.row_count);
  var sum = 0.0;
  for (var row = lane; row < rows; row += 64u) {
    for (var column = first; column < end; column++) {
      let index = row * STATS_WIDTH + column;
      sum += kl_loss(stats[index], stats[index + L]);
    }
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    let value = gate_rule(total, step.targets[TARGET / 4u][TARGET % 4u] * f32(step.row_count));
    for (var column = first; column < end; column++) {
      gate[column] = value;
    }
  }
}` as string,
      imports: ['shared/step', 'shared/sum64', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'gate',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SPAN: { type: 'u32', value: 1 },
        TARGET: { type: 'u32', value: 0 },
      },
      slots: { gate_rule: 'free_bits' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    latent_backward: {
      code: `





















const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const WEIGHT2: u32 = 0u;
const WEIGHT3: u32 = 0u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(4) var<storage, read_write> dh: array<vec4f>;



@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>;

const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

const PARTS = (L + 3u) / 4u;
const TASKS = ROWS / 4u * PARTS;
const TASK_TURNS = (TASKS + 63u) / 64u;

const SLICES = max(1u, 64u / TASKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;
const BLOCKS = 2u * PARTS;
const FIRST_BLOCK = (M + 7u) / 8u * SLICES * PARTS * ROWS;


fn weight_block(start: u32, width4: u32) -> mat4x4f {
  return mat4x4f(
    parameters[start], parameters[start + width4],
    parameters[start + 2u * width4], parameters[start + 3u * width4],
  );
}

fn partial_index(workgroup: u32, slice: u32, part: u32) -> u32 {
  return ((workgroup * SLICES + slice) * PARTS + part) * ROWS;
}

fn block_index(workgroup: u32, block: u32) -> u32 {
  return FIRST_BLOCK + (workgroup * BLOCKS + block) * ROWS;
}

fn sum_slice(workgroup: u32, task: u32, slice: u32) {
  let part = task / 2u;
  let row = 4u * (task % 2u);
  let left = (ROWS * workgroup + row) * N4;
  var sums = mat4x4f();
  for (var i = 0u; i < SLICE_STEPS; i++) {
    let n4 = slice * SLICE_STEPS + i;
    if (n4 >= N4) {
      break;
    }
    let at = left + n4;
    sums += weight_block(WEIGHT3 + 4u * n4 * L4 + part, L4)
      * mat4x4f(dy[at], dy[at + N4], dy[at + 2u * N4], dy[at + 3u * N4]);
  }
  let at = partial_index(workgroup, slice, part) + row;
  for (var i = 0u; i < 4u; i++) {
    partial[at + i] = sums[i];
  }
}


fn through_sample(workgroup: u32, local_row: u32, part: u32) {
  var dz = vec4f();
  for (var slice = 0u; slice < SLICES; slice++) {
    dz += partial[partial_index(workgroup, slice, part) + local_row];
  }
  let row = ROWS * workgroup + local_row;
  let noise = noise4(row, part);
  let weight = loss_weight(row);
  let at = row * STATS_WIDTH + 4u * part;
  var dmu = vec4f();
  var dlogvar = vec4f();
  for (var i = 0u; i < min(4u, L - 4u * part); i++) {
    let logvar = stats[at + L + i];
    let kl = weight * kl_gradient(stats[at + i], logvar);
    dmu[i] = dz[i] + kl.x;
    dlogvar[i] = 0.5 * dz[i] * noise[i] * exp(0.5 * logvar) + kl.y;
    dstats[at + i] = dmu[i];
    dstats[at + L + i] = dlogvar[i];
  }
  partial[block_index(workgroup, part) + local_row] = dmu;
  partial[block_index(workgroup, PARTS + part) + local_row] = dlogvar;
}


fn encode(workgroup: u32, row: u32, column4: u32) {
  var sums = mat4x4f();
  for (var block = 0u; block < BLOCKS; block++) {

    let stat = (block / PARTS) * L + 4u * (block % PARTS);
    let at = block_index(workgroup, block) + row;
    sums += weight_block(WEIGHT2 + stat * K4 + column4, K4)
      * mat4x4f(partial[at], partial[at + 1u], partial[at + 2u], partial[at + 3u]);
  }
  for (var i = 0u; i < 4u; i++) {
    let index = (ROWS * workgroup + row + i) * K4 + column4;
    dh[index] = sums[i] * activation_gradient(index);
  }
}

@compute @workgroup_size(64)
fn latent_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var turn = 0u; turn < TASK_TURNS; turn++) {
    let i = 64u * turn + lane;
    if (i < SLICES * TASKS) {
      sum_slice(workgroup.x, i % TASKS, i / TASKS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (ROWS * PARTS + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < ROWS * PARTS) {
      through_sample(workgroup.x, i % ROWS, i / ROWS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (2u * K4 + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < 2u * K4) {
      encode(workgroup.x, 4u * (i % 2u), i / 2u);
    }
  }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'parameters',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['_'],
        },
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'dh',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'partial',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['_'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        L: { type: 'u32', value: 20 },
        N: { type: 'u32', value: 400 },
        WEIGHT2: { type: 'u32', value: 0 },
        WEIGHT3: { type: 'u32', value: 0 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter', activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    latent_forward: {
      code: `























const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 5u;
const WEIGHT2: u32 = 0u;
const BIAS2: u32 = 0u;
const WEIGHT3: u32 = 0u;
const BIAS3: u32 = 0u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> z: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> terms: array<f32>;

@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>;

const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

const BLOCKS = 2u * PARTS;
const TASKS = ROWS / 4u * BLOCKS;
const TASK_TURNS = (TASKS + 63u) / 64u;

const SLICES = max(1u, 64u / TASKS);
const SLICE_STEPS = (K4 + SLICES - 1u) / SLICES;


fn weight_block(start: u32, width4: u32) -> mat4x4f {
  return transpose(mat4x4f(
    parameters[start], parameters[start + width4],
    parameters[start + 2u * width4], parameters[start + 3u * width4],
  ));
}



fn first_column(block: u32) -> u32 {
  return (block / PARTS) * L + 4u * (block % PARTS);
}

fn partial_index(workgroup: u32, slice: u32, block: u32) -> u32 {
  return ((workgroup * SLICES + slice) * BLOCKS + block) * ROWS;
}

fn sum_slice(workgroup: u32, task: u32, slice: u32) {
  let block = task / 2u;
  let row = 4u * (task % 2u);
  let left = (ROWS * workgroup + row) * K4;
  let right = WEIGHT2 + first_column(block) * K4;
  var sums = mat4x4f();
  for (var i = 0u; i < SLICE_STEPS; i++) {
    let k4 = slice * SLICE_STEPS + i;
    if (k4 >= K4) {
      break;
    }
    let at = left + k4;
    sums += weight_block(right + k4, K4)
      * mat4x4f(h[at], h[at + K4], h[at + 2u * K4], h[at + 3u * K4]);
  }
  let at = partial_index(workgroup, slice, block) + row;
  for (var i = 0u; i < 4u; i++) {
    partial[at + i] = sums[i];
  }
}

fn join_slices(workgroup: u32, block: u32, row: u32) -> vec4f {
  let column = first_column(block);
  var sum = vec4f();
  for (var slice = 0u; slice < SLICES; slice++) {
    sum += partial[partial_index(workgroup, slice, block) + row];
  }
  for (var i = 0u; i < 4u; i++) {
    sum[i] += parameters[BIAS2 + (column + i) / 4u][(column + i) % 4u];
  }
  return sum;
}


fn sample_four(workgroup: u32, local_row: u32, part: u32) {
  let row = ROWS * workgroup + local_row;
  let mu = join_slices(workgroup, part, local_row);
  let logvar = join_slices(workgroup, PARTS + part, local_row);
  let noise = noise4(row, part);
  let at = row * STATS_WIDTH + 4u * part;
  var sampled = vec4f();
  var kl = 0.0;
  for (var i = 0u; i < min(4u, L - 4u * part); i++) {
    stats[at + i] = mu[i];
    stats[at + L + i] = logvar[i];
    sampled[i] = mu[i] + exp(0.5 * logvar[i]) * noise[i];
    kl += kl_loss(mu[i], logvar[i]);
  }
  z[row * L4 + part] = sampled;
  let term = ((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row;
  terms[term] = select(0.0, kl, row < step.row_count);
}


fn decode(first_row: u32, column4: u32) {
  let left = first_row * L4;
  let right = WEIGHT3 + 4u * column4 * L4;
  var sums = mat4x4f();
  for (var l4 = 0u; l4 < PARTS; l4++) {
    let at = left + l4;
    sums += weight_block(right + l4, L4)
      * mat4x4f(z[at], z[at + L4], z[at + 2u * L4], z[at + 3u * L4]);
  }
  let bias = parameters[BIAS3 + column4];
  for (var i = 0u; i < 4u; i++) {
    y[(first_row + i) * N4 + column4] = keep_columns(activate(sums[i] + bias), column4, N);
  }
}

@compute @workgroup_size(64)
fn latent_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var turn = 0u; turn < TASK_TURNS; turn++) {
    let i = 64u * turn + lane;
    if (i < SLICES * TASKS) {
      sum_slice(workgroup.x, i % TASKS, i / TASKS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (ROWS * PARTS + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < ROWS * PARTS) {
      sample_four(workgroup.x, i % ROWS, i / ROWS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (2u * N4 + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < 2u * N4) {
      decode(ROWS * workgroup.x + 4u * (i % 2u), i / 2u);
    }
  }
}` as string,
      imports: ['shared/columns', 'shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'h',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'parameters',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['_'],
        },
        {
          name: 'stats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'z',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'L'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        {
          name: 'partial',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['_'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        L: { type: 'u32', value: 20 },
        N: { type: 'u32', value: 400 },
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 5 },
        WEIGHT2: { type: 'u32', value: 0 },
        BIAS2: { type: 'u32', value: 0 },
        WEIGHT3: { type: 'u32', value: 0 },
        BIAS3: { type: 'u32', value: 0 },
      },
      slots: { noise: 'counter', activation: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    level_mean: {
      code: `







const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 16u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<f32>;

const LOGITS_WIDTH = (K * LEVELS + 7u) / 8u * 8u;
const Y_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn level_mean(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K || id.y >= M) {
    return;
  }
  let first = id.y * LOGITS_WIDTH + id.x * LEVELS;
  var largest = logits[first];
  var sum = 0.0;
  var weighted = 0.0;
  for (var j = 0u; j < LEVELS; j++) {
    let logit = logits[first + j];
    let before = largest;
    largest = max(largest, logit);
    let rescale = exp(before - largest);
    let probability = exp(logit - largest);
    sum = sum * rescale + probability;
    weighted = weighted * rescale + probability * f32(j);
  }
  y[id.y * Y_WIDTH + id.x] = weighted / (sum * f32(LEVELS - 1u));
}` as string,
      imports: [],
      bindings: [
        {
          name: 'logits',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K*LEVELS'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        LEVELS: { type: 'u32', value: 16 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    likelihood_backward: {
      code: `












const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn likelihood_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let x = x_load(x_row(id.y / SAMPLES), id.x);
  let gradient = likelihood_gradient(id.y, id.x, outputs[index], x);
  let value = keep_columns(term_weight(id.y) * gradient, id.x, K);
  if (ACCUMULATE) {
    doutputs[index] += value;
  } else {
    doutputs[index] = value;
  }
}` as string,
      imports: ['shared/columns', 'shared/samples', 'shared/step'],
      bindings: [
        {
          name: 'outputs',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'doutputs',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn likelihood_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let start = x_row(row / SAMPLES);
  var losses = vec4f();
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let loss = likelihood_loss(row, k4, outputs[row * K4 + k4], x_load(start, k4));
    losses += keep_columns(loss, k4, K);
  }
  let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
  }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/columns', 'shared/sum64'],
      bindings: [
        {
          name: 'outputs',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    likelihood_forward_backward: {
      code: `
















const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn likelihood_forward_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let start = x_row(row / SAMPLES);
  var losses = vec4f();
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let index = row * K4 + k4;
    let output = outputs[index];
    let x = x_load(start, k4);
    losses += keep_columns(likelihood_loss(row, k4, output, x), k4, K);
    doutputs[index] = keep_columns(loss_weight(row) * likelihood_gradient(row, k4, output, x), k4, K);
  }
  let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
  }
}` as string,
      imports: [
        'shared/columns',
        'shared/sum64',
        'shared/loss_weight',
        'shared/samples',
        'shared/step',
      ],
      bindings: [
        {
          name: 'outputs',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
        {
          name: 'doutputs',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    moving_average: {
      code: `










const M: u32 = 128u;
const K: u32 = 20u;
const RATE: f32 = 0.1;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> average: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn moving_average(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let column = workgroup.x;
  let rows = min(M, step.row_count);
  var sum = 0.0;
  for (var row = lane; row < rows; row += 64u) {
    sum += x[row * WIDTH + column];
  }
  let total = sum64(sum, lane);
  if (lane == 0u && rows > 0u && atomicLoad(&health[0]) >= step.counter) {
    average[column] += RATE * (total / f32(rows) - average[column]);
  }
}` as string,
      imports: ['shared/step', 'shared/sum64'],
      bindings: [
        {
          name: 'x',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'average',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['K'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 20 },
        RATE: { type: 'f32', value: 0.1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    normalize_rows: {
      code: `









const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn normalize_rows(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let start = workgroup.x * K4;
  var sum = 0.0;
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    sum += dot(x[start + k4], x[start + k4]);
  }
  let norm = max(sqrt(sum64_for_all(sum, lane)), 1e-12);
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    y[start + k4] = x[start + k4] / norm;
  }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        {
          name: 'x',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    one_hot: {
      code: `








const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 2u;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const X_WIDTH = (K + 7u) / 8u * 8u;
const Y4 = (K * LEVELS + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn one_hot(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < K * LEVELS) {
      let scaled = f32(LEVELS) * x[id.y * X_WIDTH + column / LEVELS];
      let level = u32(clamp(scaled, 0.0, f32(LEVELS - 1u)));
      value[i] = f32(level == column % LEVELS);
    }
  }
  y[id.y * Y4 + id.x] = value;
}` as string,
      imports: [],
      bindings: [
        {
          name: 'x',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K*LEVELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        LEVELS: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    optimizer_update: {
      code: `

















const P: u32 = 652824u;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const P4 = P / 4u;

@compute @workgroup_size(64)
fn optimizer_update(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let i = linear_index(id, workgroups, 64u);
  if (i >= P4) {
    return;
  }
  if (atomicLoad(&health[0]) < step.counter) {
    return;
  }
  let g = gradient[i];
  let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
  let after = optimizer_step(before, clip_value(clip_norm(g)));
  if (!optimizer_finite(after, g)) {
    atomicMin(&health[0], step.counter);
  }
  state[i] = after.w;
  if (KEEPS_M) {
    state[P4 + i] = after.m;
  }
  if (KEEPS_V) {
    state[2u * P4 + i] = after.v;
  }
}` as string,
      imports: ['shared/optimizer', 'shared/finite', 'shared/step', 'shared/linear'],
      bindings: [
        {
          name: 'state',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['3*P'],
        },
        {
          name: 'gradient',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['P'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      enables: [],
      constants: { P: { type: 'u32', value: 652824 }, CLIP_VALUE: { type: 'f32', value: 0 } },
      slots: { optimizer: 'adam', clip: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    reparameterize_backward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> dz: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_backward(@builtin(global_invocation_id) id: vec3u) {
  if (4u * id.x >= L || id.y >= M) {
    return;
  }
  var dmus = vec4f();
  var dnoises = vec4f();
  for (var s = 0u; s < SAMPLES; s++) {
    let row = SAMPLES * id.y + s;
    let gradient = dz[row * L4 + id.x];
    dmus += gradient;
    dnoises += gradient * noise4(row, id.x);
  }
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      let mu_index = id.y * STATS_WIDTH + column;
      let logvar_index = mu_index + L;
      let dlogvar = 0.5 * dnoises[i] * exp(0.5 * stats[logvar_index]);
      if (ACCUMULATE) {
        dstats[mu_index] += dmus[i];
        dstats[logvar_index] += dlogvar;
      } else {
        dstats[mu_index] = dmus[i];
        dstats[logvar_index] = dlogvar;
      }
    }
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'dz',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M*SAMPLES', 'L'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    reparameterize_forward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> z: array<vec4f>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M * SAMPLES) {
    return;
  }
  let noise = noise4(id.y, id.x);
  let start = id.y / SAMPLES * STATS_WIDTH;
  var sample = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      sample[i] = stats[start + column] + exp(0.5 * stats[start + L + column]) * noise[i];
    }
  }
  z[id.y * L4 + id.x] = keep_columns(sample, id.x, L);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'z',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M*SAMPLES', 'L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_kl_backward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_STATS: bool = false;

@group(1) @binding(0) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read_write> dz: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn sampled_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  var weights = 0.0;
  for (var s = 0u; s < SAMPLES; s++) {
    let row = SAMPLES * id.y + s;
    let weight = term_weight(row);
    weights += weight;
    let index = row * Z_WIDTH + id.x;
    if (ACCUMULATE_Z) {
      dz[index] += weight * z[index];
    } else {
      dz[index] = weight * z[index];
    }
  }
  let mu_index = id.y * STATS_WIDTH + id.x;
  if (ACCUMULATE_STATS) {
    dstats[mu_index + L] -= 0.5 * weights;
  } else {
    dstats[mu_index] = 0.0;
    dstats[mu_index + L] = -0.5 * weights;
  }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'z',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*SAMPLES', 'L'],
        },
        {
          name: 'dz',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*SAMPLES', 'L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_STATS: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_kl_forward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;
const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sampled_kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * SAMPLES) {
    return;
  }
  var sums = vec4f();
  for (var column4 = 0u; column4 < (L + 3u) / 4u; column4++) {
    let sample = z[row * L4 + column4];
    let noise = noise4(row, column4);
    let start = row / SAMPLES * STATS_WIDTH + L + 4u * column4;
    var logvar = vec4f();
    for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
      logvar[i] = stats[start + i];
    }
    sums += keep_columns(0.5 * (sample * sample - noise * noise - logvar), column4, L);
  }
  let sum = sums.x + sums.y + sums.z + sums.w;
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
    select(0.0, sum, row / SAMPLES < step.row_count);
}` as string,
      imports: ['shared/step', 'shared/columns'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'z',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M*SAMPLES', 'L'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    slice_columns: {
      code: `








const M: u32 = 128u;
const WHOLE: u32 = 30u;
const WIDTH: u32 = 10u;
const FIRST: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const X_WIDTH = (WHOLE + 7u) / 8u * 8u;
const Y4 = (WIDTH + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn slice_columns(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  for (var s = 0u; s < SAMPLES; s++) {
    let start = (id.y * SAMPLES + s) * X_WIDTH + FIRST;
    for (var i = 0u; i < 4u; i++) {
      let column = 4u * id.x + i;
      if (column < WIDTH) {
        value[i] += x[start + column];
      }
    }
  }
  let index = id.y * Y4 + id.x;
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'x',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M*SAMPLES', 'WHOLE'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'WIDTH'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WHOLE: { type: 'u32', value: 30 },
        WIDTH: { type: 'u32', value: 10 },
        FIRST: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    slice_columns_backward: {
      code: `






const M: u32 = 128u;
const WHOLE: u32 = 30u;
const WIDTH: u32 = 10u;
const FIRST: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const DY_WIDTH = (WIDTH + 7u) / 8u * 8u;
const DX4 = (WHOLE + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn slice_columns_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= DX4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column >= FIRST && column < FIRST + WIDTH) {
      value[i] = dy[id.y * DY_WIDTH + column - FIRST];
    }
  }
  let index = id.y * DX4 + id.x;
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'WIDTH'],
        },
        {
          name: 'dx',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'WHOLE'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WHOLE: { type: 'u32', value: 30 },
        WIDTH: { type: 'u32', value: 10 },
        FIRST: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    softmax_groups: {
      code: `











const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 392u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read> starts: array<u32>;
@group(1) @binding(2) var<storage, read_write> probabilities: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn softmax_groups(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y * WIDTH;
  let first = row + starts[workgroup.x];
  let end = row + starts[workgroup.x + 1u];
  var largest = LOWEST;
  for (var i = first + lane; i < end; i += 64u) {
    largest = max(largest, logits[i]);
  }
  largest = max64_for_all(largest, lane);
  var sum = 0.0;
  for (var i = first + lane; i < end; i += 64u) {
    sum += exp(logits[i] - largest);
  }
  sum = sum64_for_all(sum, lane);
  for (var i = first + lane; i < end; i += 64u) {
    probabilities[i] = exp(logits[i] - largest) / sum;
  }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
      bindings: [
        {
          name: 'logits',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'starts',
          access: 'read',
          type: 'array<u32>',
          element: 'u32',
          shape: ['_'],
        },
        {
          name: 'probabilities',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 392 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: false,
    },
    standard_normal: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read_write> z: array<vec4f>;

const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn standard_normal(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M) {
    return;
  }
  let value = select(vec4f(), step.noise_scale * noise4(id.y, id.x), id.y < step.row_count);
  z[id.y * L4 + id.x] = keep_columns(value, id.x, L);
}` as string,
      imports: ['shared/columns', 'shared/step'],
      bindings: [
        {
          name: 'z',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'L'],
        },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, L: { type: 'u32', value: 20 } },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sum_terms: {
      code: `












const M: u32 = 128u;
const PARTS: u32 = 1u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;


const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);

@compute @workgroup_size(64)
fn sum_terms(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {

  if (workgroup.x > step.ring_slot) {
    return;
  }
  var sum = 0.0;
  for (var turn = 0u; turn < (SLOT_WIDTH + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < SLOT_WIDTH) {
      sum += terms[workgroup.x * SLOT_WIDTH + i];
    }
  }
  let total = sum64(sum, lane) / f32(SAMPLES);
  if (lane == 0u) {
    sums[workgroup.x] = total;
    if (!all_finite(vec4f(total))) {
      atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
    }
  }
}` as string,
      imports: ['shared/sum64', 'shared/step', 'shared/finite'],
      bindings: [
        {
          name: 'terms',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        {
          name: 'sums',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PARTS: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
  stepLayout: {
    size: 192,
    fields: {
      row_count: { offset: 0, type: 'u32', count: 1 },
      first_row: { offset: 4, type: 'u32', count: 1 },
      ring_slot: { offset: 8, type: 'u32', count: 1 },
      counter: { offset: 12, type: 'u32', count: 1 },
      data_counter: { offset: 16, type: 'u32', count: 1 },
      data_row: { offset: 20, type: 'u32', count: 1 },
      seed: { offset: 24, type: 'u32', count: 1 },
      noise_scale: { offset: 28, type: 'f32', count: 1 },
      optimizers: { offset: 32, type: 'f32', count: 16 },
      loss_weights: { offset: 96, type: 'f32', count: 16 },
      targets: { offset: 160, type: 'f32', count: 8 },
    },
  },
} as const satisfies CatalogueEntries;
