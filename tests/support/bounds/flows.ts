import type { Bound } from './bound.ts';
import { addedErrors, type Numbers, ONE, rowsOf } from './flowChains.ts';
import { termsBound } from './losses.ts';
import {
  doubled,
  given,
  logOf,
  type Measured,
  minus,
  negative,
  over,
  plus,
  powerOf,
  sigmoidOf,
  softplusOf,
  tanhOf,
  times,
  total,
} from './measured.ts';
import { none } from './values.ts';

/** The scale of a value by its s. */
function scaleOf(gated: boolean, s: Measured): Measured {
  return gated ? sigmoidOf(s) : powerOf(negative(s));
}

/** m, s and the index of each value of z. */
function affineNumbers(
  { M, L }: { readonly M: number; readonly L: number },
  parameters: Float64Array = none,
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
  y: (values.y ?? none).map((before, i) => {
    const weight = numberAt(values.weight, i);
    return (context.constants.ACCUMULATE ? plus(weight, given(before)) : weight).error;
  }),
});

/** A Sylvester flow with triangular matrices at a row: what both its passes compute. */
function triangular(numbers: Numbers, z: Numbers) {
  const size = z.length;
  const number = (i: number): Measured => numbers[i] ?? given(Number.NaN);
  const beside = (which: number, i: number): Measured => number((size + which) * size + i);
  const R = (i: number, j: number) =>
    i === j ? tanhOf(number(i * size + i)) : number(i * size + j);
  const S = (i: number, j: number) => (i === j ? tanhOf(beside(0, i)) : number(j * size + i));
  const h = z.map((_, i) =>
    tanhOf(total([beside(1, i), ...z.slice(i).map((x, n) => times(S(i, i + n), x))])),
  );
  const slopes = h.map((each) => minus(ONE, times(each, each)));
  const factors = slopes.map((slope, i) => plus(ONE, times(times(slope, R(i, i)), S(i, i))));
  return { R, S, h, slopes, factors };
}

export const triangularFlowForwardBound: Bound<'triangular_flow_forward'> = ({
  context: { constants, step },
  values,
}) => {
  const { M, L, SAMPLES, RING } = constants;
  const rows = rowsOf({ ...constants, FLOWS: 1 }, L * (L + 2), values).map(({ numbers, of }) => {
    const z = of('z');
    const { R, h, factors } = triangular(numbers[0] ?? [], z);
    const y = z.map((value, i) =>
      total([value, ...h.slice(i).map((each, n) => times(R(i, i + n), each))]),
    );
    return { y, log: total(factors.map(logOf)).error };
  });
  return {
    y: Float64Array.from(rows.flatMap(({ y }) => y.map(({ error }) => error))),
    terms: termsBound({ step, constants: { M: M * SAMPLES, RING } }, SAMPLES, (row) => {
      return rows[row]?.log ?? Number.NaN;
    }),
  };
};

export const triangularFlowBackwardBound: Bound<'triangular_flow_backward'> = ({
  context: { constants, slots },
  values,
}) => {
  const { M, L, WEIGHTED } = constants;
  const size = L * (L + 2);
  const sums = addedErrors(constants, values, M * size);
  const rows = rowsOf({ ...constants, FLOWS: 1 }, size, values);
  const dz = rows.flatMap(({ row, start, numbers, of }) => {
    const [z, dy] = [of('z'), of('dy')];
    const { R, S, h, slopes, factors } = triangular(numbers[0] ?? [], z);
    const weight = given(WEIGHTED ? slots.term_weight(row) : 0);
    const each = (place: Numbers, i: number): Measured => place[i] ?? given(Number.NaN);
    const pulls = factors.map((factor) => over(weight, factor));
    const db = h.map((own, j) => {
      const pull = doubled(times(times(times(each(pulls, j), own), R(j, j)), S(j, j)));
      const dh = [...dy.slice(0, j + 1).map((g, i) => times(R(i, j), g)), negative(pull)];
      return times(each(slopes, j), total(dh));
    });
    for (let i = 0; i < L; i++) {
      for (let j = 0; j < L; j++) {
        if (i < j) sums.add(start + i * L + j, times(each(dy, i), each(h, j)));
        if (i > j) sums.add(start + i * L + j, times(each(db, j), each(z, i)));
      }
      const pull = times(each(pulls, i), each(slopes, i));
      const [r, s] = [R(i, i), S(i, i)];
      const dr = plus(times(each(dy, i), each(h, i)), times(pull, s));
      const ds = plus(times(each(db, i), each(z, i)), times(pull, r));
      sums.add(start + i * L + i, times(dr, minus(ONE, times(r, r))));
      sums.add(start + L * L + i, times(ds, minus(ONE, times(s, s))));
      sums.add(start + L * (L + 1) + i, each(db, i));
    }
    return dy.map((g, i) => {
      const through = total([g, ...db.slice(0, i + 1).map((own, j) => times(S(j, i), own))]);
      const before = numberAt(values.dz, row * L + i);
      return (constants.ACCUMULATE_Z ? plus(through, before) : through).error;
    });
  });
  return { dz: Float64Array.from(dz), dparameters: sums.errors() };
};
