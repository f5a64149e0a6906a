import { recurrentPlaces } from '../../../src/reference/shared/recurrent.ts';
import type { Bound } from './bound.ts';
import {
  dotOf,
  given,
  type Measured,
  minus,
  plus,
  sigmoidOf,
  tanhOf,
  times,
  total,
} from './measured.ts';

const ONE: Measured = { value: 1, error: 0 };

const numberAt = (values: Float64Array | undefined, i: number): Measured =>
  given(values?.[i] ?? Number.NaN);

/** Steps are copied, or added. */
const copied: Bound<'steps_to_rows' | 'rows_to_steps'> = ({ context, values, expected }) => ({
  y: (expected.y ?? new Float64Array()).map((value, i) => {
    const before = numberAt(values.y, i);
    if (!context.constants.ACCUMULATE) return given(value).error;
    return plus(given(value - before.value), before).error;
  }),
});
export const stepsToRowsBound: Bound<'steps_to_rows'> = copied;
export const rowsToStepsBound: Bound<'rows_to_steps'> = copied;

export const gruStepForwardBound: Bound<'gru_step_forward'> = ({ context, values, expected }) => {
  const { M, LENGTH, H, REVERSED } = context.constants;
  const { state, ofStep } = recurrentPlaces(context.constants);
  const step = values.at?.[0] ?? 0;
  const time = REVERSED ? LENGTH - 1 - step : step;
  const states = new Float64Array(expected.states?.length ?? 0);
  const gates = new Float64Array(expected.gates?.length ?? 0);
  for (let row = 0; row < M; row++) {
    const before = Array.from({ length: H }, (_, k) =>
      numberAt(values.states, state(row, step, k)),
    );
    for (let unit = 0; unit < H; unit++) {
      if (!context.slots.valid(row, time)) {
        // A device may flush what it copies.
        states[state(row, step + 1, unit)] = given(0).error;
        continue;
      }
      const hidden = [0, 1, 2].map((gate) => {
        const weights = before.map((_, k) => numberAt(values.weight, (3 * unit + gate) * H + k));
        return plus(dotOf(weights, before), numberAt(values.bias, 3 * unit + gate));
      });
      const sums = [0, 1, 2].map((gate) => ({
        x: numberAt(values.inputs, ofStep(row, step, unit, 3, gate)),
        a: hidden[gate] ?? given(Number.NaN),
      }));
      const [ofR = ONE, ofZ = ONE, ofN = ONE] = sums.map(({ x, a }) => plus(x, a));
      const r = sigmoidOf(ofR);
      const z = sigmoidOf(ofZ);
      const [, , last = { x: ofN, a: ofN }] = sums;
      const n = tanhOf(plus(last.x, times(r, last.a)));
      const own = before[unit] ?? given(Number.NaN);
      const errors = [r, z, n, last.a].map(({ error }) => error);
      gates.set(errors, ofStep(row, step, unit, 4, 0));
      const after = plus(times(minus(ONE, z), n), times(z, own));
      states[state(row, step + 1, unit)] = after.error;
    }
  }
  return { states, gates };
};

export const gruStepBackwardBound: Bound<'gru_step_backward'> = ({ context, values, expected }) => {
  const { M, H, FIRST, LAST, GIVEN, ACCUMULATE_INPUTS } = context.constants;
  const { state, ofStep, ofPlace } = recurrentPlaces(context.constants);
  const place = values.at?.[0] ?? 0;
  const step = place - 1;
  const dstates = new Float64Array(expected.dstates?.length ?? 0);
  const dinputs = new Float64Array(expected.dinputs?.length ?? 0);
  const dsums = new Float64Array(expected.dsums?.length ?? 0);
  for (let row = 0; row < M; row++) {
    for (let unit = 0; unit < H; unit++) {
      const own = numberAt(values.dstates, state(row, place, unit));
      const sums = Array.from({ length: 3 * H }, (_, n) =>
        numberAt(values.dsums, ofPlace(row, place, 0, 3, n)),
      );
      const weights = sums.map((_, n) => numberAt(values.weight, n * H + unit));
      const product = FIRST ? { value: 0, error: 0 } : dotOf(sums, weights);
      const gradient = GIVEN || !FIRST ? plus(product, own) : product;
      if (LAST) {
        dstates[state(row, place, unit)] = gradient.error;
        continue;
      }
      const gate = (i: number): Measured => numberAt(values.gates, ofStep(row, step, unit, 4, i));
      const [r, z, n, a] = [gate(0), gate(1), gate(2), gate(3)];
      const before = numberAt(values.states, state(row, step, unit));
      const shut = minus(ONE, z);
      const dz = times(times(times(gradient, minus(before, n)), z), shut);
      const dn = times(times(gradient, shut), minus(ONE, times(n, n)));
      const dr = times(times(times(dn, a), r), minus(ONE, r));
      const kept = times(gradient, z);
      const there = numberAt(values.dstates, state(row, step, unit));
      dstates[state(row, step, unit)] = (GIVEN ? plus(kept, there) : kept).error;
      for (const [i, value] of [dr, dz, dn].entries()) {
        const index = ofStep(row, step, unit, 3, i);
        const added = plus(value, numberAt(values.dinputs, index));
        dinputs[index] = (ACCUMULATE_INPUTS ? added : value).error;
      }
      const errors = [dr, dz, times(dn, r)].map(({ error }) => error);
      dsums.set(errors, ofPlace(row, step, unit, 3, 0));
    }
  }
  return { dstates, dinputs, dsums };
};

export const lstmStepForwardBound: Bound<'lstm_step_forward'> = ({ context, values, expected }) => {
  const { M, LENGTH, H, REVERSED } = context.constants;
  const { state, ofStep } = recurrentPlaces(context.constants);
  const step = values.at?.[0] ?? 0;
  const time = REVERSED ? LENGTH - 1 - step : step;
  const states = new Float64Array(expected.states?.length ?? 0);
  const cells = new Float64Array(expected.cells?.length ?? 0);
  const gates = new Float64Array(expected.gates?.length ?? 0);
  for (let row = 0; row < M; row++) {
    const before = Array.from({ length: H }, (_, k) =>
      numberAt(values.states, state(row, step, k)),
    );
    for (let unit = 0; unit < H; unit++) {
      const after = state(row, step + 1, unit);
      if (!context.slots.valid(row, time)) {
        states[after] = given(0).error;
        cells[after] = given(0).error;
        continue;
      }
      const sum = (gate: number): Measured => {
        const weights = before.map((_, k) => numberAt(values.weight, (4 * unit + gate) * H + k));
        const x = numberAt(values.inputs, ofStep(row, step, unit, 4, gate));
        return plus(plus(x, dotOf(weights, before)), numberAt(values.bias, 4 * unit + gate));
      };
      const [i, f, g, o] = [
        sigmoidOf(sum(0)),
        sigmoidOf(sum(1)),
        tanhOf(sum(2)),
        sigmoidOf(sum(3)),
      ];
      const cell = plus(times(f, numberAt(values.cells, state(row, step, unit))), times(i, g));
      const errors = [i, f, g, o].map(({ error }) => error);
      gates.set(errors, ofStep(row, step, unit, 4, 0));
      cells[after] = cell.error;
      states[after] = times(o, tanhOf(cell)).error;
    }
  }
  return { states, cells, gates };
};

export const lstmStepBackwardBound: Bound<'lstm_step_backward'> = (bound) => {
  const { context, values, expected } = bound;
  const { M, H, FIRST, LAST, GIVEN, GIVEN_CELLS, ACCUMULATE_INPUTS } = context.constants;
  const { state, ofStep, ofPlace } = recurrentPlaces(context.constants);
  const place = values.at?.[0] ?? 0;
  const step = place - 1;
  const dstates = new Float64Array(expected.dstates?.length ?? 0);
  const dcells = new Float64Array(expected.dcells?.length ?? 0);
  const dinputs = new Float64Array(expected.dinputs?.length ?? 0);
  const dsums = new Float64Array(expected.dsums?.length ?? 0);
  for (let row = 0; row < M; row++) {
    for (let unit = 0; unit < H; unit++) {
      const [before, after] = [state(row, step, unit), state(row, place, unit)];
      const sums = Array.from({ length: 4 * H }, (_, n) =>
        numberAt(values.dsums, ofPlace(row, place, 0, 4, n)),
      );
      const weights = sums.map((_, n) => numberAt(values.weight, n * H + unit));
      const product = FIRST ? { value: 0, error: 0 } : dotOf(sums, weights);
      const gradient = GIVEN || !FIRST ? plus(product, numberAt(values.dstates, after)) : product;
      if (LAST) {
        dstates[after] = gradient.error;
        continue;
      }
      const gate = (n: number): Measured => numberAt(values.gates, ofStep(row, step, unit, 4, n));
      const padded = gate(3).value < -0.5;
      const [i, f, g] = [gate(0), gate(1), gate(2)];
      const o = gate(3).value < 0 ? given(0) : gate(3);
      const t = tanhOf(numberAt(values.cells, after));
      const pull = times(times(gradient, o), minus(ONE, times(t, t)));
      const dc = GIVEN_CELLS || !FIRST ? plus(numberAt(values.dcells, after), pull) : pull;
      const changes = [
        times(times(times(dc, g), i), minus(ONE, i)),
        times(times(times(dc, numberAt(values.cells, before)), f), minus(ONE, f)),
        times(times(dc, i), minus(ONE, times(g, g))),
        times(times(times(gradient, t), o), minus(ONE, o)),
      ];
      const added = (there: Measured, value: Measured, adds: boolean): number =>
        (adds ? plus(value, there) : value).error;
      dcells[before] = added(numberAt(values.dcells, before), times(dc, f), GIVEN_CELLS);
      const kept = padded ? gradient : given(0);
      dstates[before] = added(numberAt(values.dstates, before), kept, GIVEN);
      for (const [n, value] of changes.entries()) {
        const index = ofStep(row, step, unit, 4, n);
        dinputs[index] = added(numberAt(values.dinputs, index), value, ACCUMULATE_INPUTS);
      }
      dsums.set(
        changes.map(({ error }) => error),
        ofPlace(row, step, unit, 4, 0),
      );
    }
  }
  return { dstates, dcells, dinputs, dsums };
};

/** Rows of a table are copied. */
export const embeddingForwardBound: Bound<'embedding_forward'> = ({ expected }) => ({
  y: (expected.y ?? new Float64Array()).map((value) => given(value).error),
});

/** Whole numbers. */
export const tokenOrderBound: Bound<'token_order'> = ({ expected }) => ({
  order: new Float64Array(expected.order?.length ?? 0),
  sorted: new Float64Array(expected.sorted?.length ?? 0),
});

export const embeddingBackwardBound: Bound<'embedding_backward'> = ({ context, values }) => {
  const { VOCABULARY, K, PADDING, ACCUMULATE } = context.constants;
  const sums = Array.from({ length: VOCABULARY * K }, (_, i) => [
    ACCUMULATE ? numberAt(values.dweight, i) : given(0),
  ]);
  for (const [rank, place] of (values.order ?? new Float64Array()).entries()) {
    const token = Math.min(values.sorted?.[rank] ?? 0, VOCABULARY - 1);
    if (token === PADDING) continue;
    for (let k = 0; k < K; k++) sums[token * K + k]?.push(numberAt(values.dy, place * K + k));
  }
  return { dweight: Float64Array.from(sums, (terms) => total(terms).error) };
};
