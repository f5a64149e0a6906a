// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const activationsKernels = {
  modules: {
    'shared/expm1': `


fn expm1(x: vec4f) -> vec4f {
 let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 *
 (1.0 + x / 6.0 * (1.0 + x / 7.0 * (1.0 + x / 8.0)))))));
 return select(exp(x) - 1.0, series, abs(x) < vec4f(0.5));
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
  },
  slots: {
    activation: {
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
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
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
        bindings: [{ name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] }],
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
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
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
        bindings: [{ name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] }],
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
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
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
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
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
        { name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 400 } },
      slots: { activation: 'gelu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
