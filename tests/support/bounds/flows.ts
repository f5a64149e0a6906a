import type { Bound } from './bound.ts';
import { termsBound } from './losses.ts';
import {
  dotOf,
  given,
  logOf,
  type Measured,
  minus,
  over,
  plus,
  powerOf,
  sigmoidOf,
  softplusOf,
  tanhOf,
  times,
  total,
} from './measured.ts';

const NONE = new Float64Array();
const ONE = given(1);
const ZERO = given(0);
const LEAST = given(1e-12);

type Numbers = readonly Measured[];
const measured = (values: Float64Array): Numbers => Array.from(values, given);
const negative = ({ value, error }: Measured): Measured => ({ value: -value, error });
const doubled = (x: Measured): Measured => times(given(2), x);
const atLeast = (least: Measured, x: Measured): Measured => (x.value > least.value ? x : least);
/** y + by · x */
const shift = (y: Numbers, by: Measured, x: Numbers): Numbers =>
  y.map((value, i) => plus(value, times(by, x[i] ?? ZERO)));

/** A planar flow at a row: what both its passes compute. */
function planar(numbers: Numbers, z: Numbers) {
  const [u, w] = [numbers.slice(0, z.length), numbers.slice(z.length, 2 * z.length)];
  const [along, square] = [dotOf(w, u), dotOf(w, w)];
  const soft = softplusOf(along);
  const share = over(minus(minus(soft, ONE), along), atLeast(LEAST, square));
  const bent = tanhOf(plus(dotOf(w, z), numbers[2 * z.length] ?? ZERO));
  const slope = minus(ONE, times(bent, bent));
  const determinant = plus(times(bent, bent), times(soft, slope));
  const toward = shift(u, share, w);
  return { u, w, along, square, soft, share, bent, slope, determinant, toward };
}

/** The gradients of a planar flow: of its numbers, and of the z that it was given. */
function planarGradients(
  flow: ReturnType<typeof planar>,
  { z, gradient, weight }: { z: Numbers; gradient: Numbers; weight: Measured },
): { readonly numbers: Numbers; readonly z: Numbers } {
  const { u, w, along, soft, share, bent, slope, determinant } = flow;
  const square = atLeast(LEAST, flow.square);
  const pull = over(weight, determinant);
  const gw = dotOf(gradient, w);
  const dbent = total([
    dotOf(gradient, u),
    times(share, gw),
    doubled(times(times(pull, bent), minus(ONE, soft))),
  ]);
  const dinner = times(dbent, slope);
  const dshare = times(bent, gw);
  const ofSquare = over(dshare, square);
  const dsoft = plus(times(pull, slope), ofSquare);
  const dalong = minus(times(dsoft, sigmoidOf(along)), ofSquare);
  const floored = flow.square.value <= LEAST.value;
  const dsquare = floored ? ZERO : over(times(dshare, share), square);
  const du = gradient.map((g, i) => plus(times(bent, g), times(dalong, w[i] ?? ZERO)));
  const dw = gradient.map((g, i) =>
    total([
      times(times(bent, share), g),
      times(dalong, u[i] ?? ZERO),
      negative(times(doubled(dsquare), w[i] ?? ZERO)),
      times(dinner, z[i] ?? ZERO),
    ]),
  );
  return { numbers: [...du, ...dw, dinner], z: shift(gradient, dinner, w) };
}

interface Sizes {
  readonly L: number;
  readonly SAMPLES: number;
  readonly FLOWS: number;
}

/** The row of z and the numbers of its flows. */
function rowOf(
  { L, SAMPLES, FLOWS }: Sizes,
  size: number,
  values: Readonly<Record<string, Float64Array>>,
  row: number,
) {
  const start = Math.floor(row / SAMPLES) * FLOWS * size;
  const part = (k: number) => {
    const first = start + k * size;
    return measured((values.parameters ?? NONE).subarray(first, first + size));
  };
  const ofRow = (name: string) => measured((values[name] ?? NONE).subarray(row * L, (row + 1) * L));
  return { start, ofRow, numbers: Array.from({ length: FLOWS }, (_, k) => part(k)) };
}

export const planarForwardBound: Bound<'planar_forward'> = ({ context, values }) => {
  const { constants, step } = context;
  const { M, L, SAMPLES, RING } = constants;
  const y = new Float64Array(M * SAMPLES * L);
  const sums = Array.from({ length: M * SAMPLES }, (_, row) => {
    const { ofRow, numbers } = rowOf(constants, 2 * L + 1, values, row);
    let z = ofRow('z');
    const logs = numbers.map((own) => {
      const { bent, toward, determinant } = planar(own, z);
      z = shift(z, bent, toward);
      return logOf(determinant);
    });
    y.set(
      z.map(({ error }) => error),
      row * L,
    );
    return total(logs).error;
  });
  const terms = termsBound({ step, constants: { M: M * SAMPLES, RING } }, SAMPLES, (row) => {
    return sums[row] ?? Number.NaN;
  });
  return { y, terms };
};

export const planarBackwardBound: Bound<'planar_backward'> = ({ context, values }) => {
  const { constants, slots } = context;
  const { M, L, SAMPLES, FLOWS, WEIGHTED } = constants;
  const size = 2 * L + 1;
  const dz = new Float64Array(M * SAMPLES * L);
  const sums = added(context, values, 'dparameters', M * FLOWS * size);
  for (let row = 0; row < M * SAMPLES; row++) {
    const { start, ofRow, numbers } = rowOf(constants, size, values, row);
    const weight = given(WEIGHTED ? slots.term_weight(row) : 0);
    let z = ofRow('z');
    const flows = numbers.map((own) => {
      const flow = planar(own, z);
      z = shift(z, flow.bent, flow.toward);
      return flow;
    });
    let gradient = ofRow('dy');
    for (const [k, flow] of [...flows.entries()].reverse()) {
      z = shift(z, negative(flow.bent), flow.toward);
      const found = planarGradients(flow, { z, gradient, weight });
      for (const [i, each] of found.numbers.entries()) sums.add(start + k * size + i, each);
      gradient = found.z;
    }
    for (const [i, each] of gradient.entries()) {
      const before = constants.ACCUMULATE_Z ? (values.dz?.[row * L + i] ?? 0) : 0;
      dz[row * L + i] = plus(each, given(before)).error;
    }
  }
  return { dz, dparameters: sums.errors() };
};

/** Gradients that several samples add to. */
function added(
  { constants }: { readonly constants: { readonly ACCUMULATE_PARAMETERS: boolean } },
  values: Readonly<Record<string, Float64Array>>,
  name: string,
  length: number,
) {
  const before = constants.ACCUMULATE_PARAMETERS
    ? (values[name] ?? NONE)
    : new Float64Array(length);
  const sums = Array.from({ length }, (_, i) => given(before[i] ?? 0));
  return {
    add(index: number, value: Measured): void {
      sums[index] = plus(sums[index] ?? ZERO, value);
    },
    errors: () => Float64Array.from(sums, ({ error }) => error),
  };
}

/** The scale of a value by its s. */
function scaleOf(gated: boolean, s: Measured): Measured {
  return gated ? sigmoidOf(s) : powerOf(negative(s));
}

/** m, s and the index of each value of z. */
function affineNumbers(
  { M, L }: { readonly M: number; readonly L: number },
  parameters: Float64Array = NONE,
) {
  return Array.from({ length: M * L }, (_, index) => {
    const place = Math.floor(index / L) * 2 * L + (index % L);
    const [m, s] = [parameters[place], parameters[place + L]];
    return { index, place, m: given(m ?? Number.NaN), s: given(s ?? Number.NaN) };
  });
}

const numberAt = (values: Float64Array | undefined, i: number): Measured =>
  given(values?.[i] ?? Number.NaN);

export const affineFlowForwardBound: Bound<'affine_flow_forward'> = ({ context, values }) => {
  const { M, L, GATED, SAMPLES } = context.constants;
  const numbers = affineNumbers(context.constants, values.parameters);
  const y = numbers.map(({ index, m, s }) => {
    const scaled = times(scaleOf(GATED, s), minus(numberAt(values.z, index), m));
    return (GATED ? plus(m, scaled) : scaled).error;
  });
  const logs = numbers.map(({ s }) => (GATED ? softplusOf(negative(s)) : s));
  const terms = termsBound(
    context,
    SAMPLES,
    (row) => total(logs.slice(row * L, row * L + L)).error,
  );
  return { y: Float64Array.from(y.slice(0, M * L)), terms };
};

export const affineFlowBackwardBound: Bound<'affine_flow_backward'> = ({ context, values }) => {
  const { constants, slots } = context;
  const { M, L, GATED, WEIGHTED, ACCUMULATE_Z, ACCUMULATE_PARAMETERS } = constants;
  const dz = new Float64Array(M * L);
  const dparameters = new Float64Array(2 * M * L);
  const errorOf = (value: Measured, before: Measured, accumulates: boolean): number =>
    (accumulates ? plus(value, before) : value).error;
  for (const { index, place, m, s } of affineNumbers(constants, values.parameters)) {
    const scale = scaleOf(GATED, s);
    const shut = minus(ONE, scale);
    const gradient = numberAt(values.dy, index);
    const scaled = times(gradient, scale);
    const weight = given(WEIGHTED ? slots.term_weight(Math.floor(index / L)) : 0);
    const inner = plus(times(scaled, minus(numberAt(values.z, index), m)), weight);
    const dm = GATED ? times(gradient, shut) : scaled;
    const ds = GATED ? times(inner, shut) : inner;
    dz[index] = errorOf(scaled, numberAt(values.dz, index), ACCUMULATE_Z);
    const before = (at: number) => numberAt(values.dparameters, at);
    dparameters[place] = errorOf(dm, before(place), ACCUMULATE_PARAMETERS);
    dparameters[place + L] = errorOf(ds, before(place + L), ACCUMULATE_PARAMETERS);
  }
  return { dz, dparameters };
};

export const affineFlowInverseBound: Bound<'affine_flow_inverse'> = ({ context, values }) => {
  const { GATED } = context.constants;
  const z = affineNumbers(context.constants, values.parameters).map(({ index, m, s }) => {
    const power = powerOf(s);
    const y = numberAt(values.y, index);
    if (!GATED) return plus(m, times(y, power)).error;
    return plus(m, times(minus(y, m), plus(ONE, over(ONE, power)))).error;
  });
  return { z: Float64Array.from(z) };
};

/** Weights are copied, or added. */
export const maskWeightBound: Bound<'mask_weight'> = ({ context, values }) => ({
  y: (values.y ?? NONE).map((before, i) => {
    const weight = numberAt(values.weight, i);
    return (context.constants.ACCUMULATE ? plus(weight, given(before)) : weight).error;
  }),
});
