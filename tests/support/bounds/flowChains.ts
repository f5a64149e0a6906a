import type { KernelName } from '../../../src/graph/kernelName.generated.ts';
import type { Bound, BoundContext } from './bound.ts';
import { termsBound } from './losses.ts';
import {
  dotOf,
  doubled,
  given,
  logOf,
  type Measured,
  minus,
  negative,
  over,
  plus,
  rootOf,
  sigmoidOf,
  softplusOf,
  tanhOf,
  times,
  total,
} from './measured.ts';
import { none } from './values.ts';

export const ONE = given(1);
const ZERO = given(0);
/** Least square or length that divides. */
const LEAST = given(1e-12);

export type Numbers = readonly Measured[];

const at = (numbers: Numbers, i: number): Measured => numbers[i] ?? given(Number.NaN);
const atLeast = (least: Measured, x: Measured): Measured => (x.value > least.value ? x : least);
const apartOf = (a: Numbers, b: Numbers): Numbers => a.map((value, i) => minus(value, at(b, i)));
/** y + by · x */
const shift = (y: Numbers, by: Measured, x: Numbers): Numbers =>
  y.map((value, i) => plus(value, times(by, at(x, i))));

interface Sizes {
  readonly M: number;
  readonly L: number;
  readonly SAMPLES: number;
  readonly FLOWS: number;
}

/** Every row of z with the numbers of its flows, and where these begin. */
export function rowsOf(
  { M, L, SAMPLES, FLOWS }: Sizes,
  size: number,
  values: Readonly<Record<string, Float64Array>>,
) {
  const slice = (name: string, first: number, length: number): Numbers =>
    Array.from((values[name] ?? none).subarray(first, first + length), given);
  return Array.from({ length: M * SAMPLES }, (_, row) => {
    const start = Math.floor(row / SAMPLES) * FLOWS * size;
    return {
      row,
      start,
      numbers: Array.from({ length: FLOWS }, (_, k) => slice('parameters', start + k * size, size)),
      of: (name: string) => slice(name, row * L, L),
    };
  });
}

/** Errors of gradients that several samples add to. */
export function addedErrors(
  { ACCUMULATE_PARAMETERS }: { readonly ACCUMULATE_PARAMETERS: boolean },
  values: Readonly<Record<string, Float64Array>>,
  length: number,
) {
  const before = ACCUMULATE_PARAMETERS ? (values.dparameters ?? none) : none;
  const sums = Array.from({ length }, (_, i) => given(before[i] ?? 0));
  return {
    add(index: number, value: Measured): void {
      sums[index] = plus(at(sums, index), value);
    },
    errors: () => Float64Array.from(sums, ({ error }) => error),
  };
}

/** A kind of cheap flow, of which a kernel computes a chain. */
interface Kind<Flow extends { readonly y: Numbers; readonly log: Measured }> {
  /** Numbers of a flow. */
  readonly size: (L: number) => number;
  /** Order of the flows of a row. */
  readonly order?: (constants: object) => (flows: number[]) => number[];
  readonly forward: (numbers: Numbers, z: Numbers) => Flow;
  /** From what the flow made of z, as the kernel goes back. */
  readonly backward: (
    numbers: Numbers,
    given: { flow: Flow; y: Numbers; gradient: Numbers; weight: Measured },
  ) => { readonly z: Numbers; readonly numbers: Numbers; readonly gradient: Numbers };
}

type ForwardKind = Pick<
  Kind<{ readonly y: Numbers; readonly log: Measured }>,
  'size' | 'order' | 'forward'
>;

const orderOf = (kind: Pick<Kind<never>, 'order'>, constants: Sizes): number[] => {
  const places = Array.from({ length: constants.FLOWS }, (_, k) => k);
  return kind.order?.(constants)(places) ?? places;
};

function chainForward(
  kind: ForwardKind,
  constants: Sizes,
  values: Readonly<Record<string, Float64Array>>,
) {
  return rowsOf(constants, kind.size(constants.L), values).map(({ numbers, of }) => {
    let z = of('z');
    const logs = orderOf(kind, constants).map((k) => {
      const flow = kind.forward(numbers[k] ?? [], z);
      z = flow.y;
      return flow.log;
    });
    return { y: z, log: total(logs).error };
  });
}

const errorsOf = (rows: readonly { readonly y: Numbers }[]): Float64Array =>
  Float64Array.from(rows.flatMap(({ y }) => y.map(({ error }) => error)));

/** The bound of a forward kernel with a log determinant. */
const forwardBound =
  <K extends 'planar_forward' | 'radial_forward'>(kind: ForwardKind): Bound<K> =>
  ({ context: { constants, step }, values }) => {
    const sizes = constants as unknown as Sizes & { readonly RING: number };
    const rows = chainForward(kind, sizes, values);
    const ring = { M: sizes.M * sizes.SAMPLES, RING: sizes.RING };
    const terms = termsBound({ step, constants: ring }, sizes.SAMPLES, (row) => {
      return rows[row]?.log ?? Number.NaN;
    });
    return { y: errorsOf(rows), terms };
  };

/** @param fromY true if the kernel is given y, false if it is given z and goes forward first */
function backwardBound<Flow extends { readonly y: Numbers; readonly log: Measured }>(
  kind: Kind<Flow>,
  { context, values }: BoundContext<KernelName>,
  fromY = false,
) {
  const constants = context.constants as unknown as Sizes &
    Record<'WEIGHTED' | 'ACCUMULATE_Z' | 'ACCUMULATE_PARAMETERS', boolean>;
  const slots = context.slots as { term_weight?: (row: number) => number };
  const size = kind.size(constants.L);
  const sums = addedErrors(constants, values, constants.M * constants.FLOWS * size);
  const order = orderOf(kind, constants);
  const dz = rowsOf(constants, size, values).flatMap(({ row, start, numbers, of }) => {
    const weight = given(constants.WEIGHTED ? (slots.term_weight?.(row) ?? 0) : 0);
    let z = of(fromY ? 'y' : 'z');
    const flows = order.map((k) => {
      const flow = kind.forward(numbers[k] ?? [], z);
      if (!fromY) z = flow.y;
      return { k, flow };
    });
    let gradient = of('dy');
    for (const { k, flow } of flows.reverse()) {
      const found = kind.backward(numbers[k] ?? [], { flow, y: z, gradient, weight });
      for (const [i, each] of found.numbers.entries()) sums.add(start + k * size + i, each);
      ({ z, gradient } = found);
    }
    return gradient.map((each, i) => {
      const before = given(values.dz?.[row * constants.L + i] ?? 0);
      return (constants.ACCUMULATE_Z ? plus(each, before) : each).error;
    });
  });
  return { dz: Float64Array.from(dz), dparameters: sums.errors() };
}

/** A planar flow: what both passes compute. */
function planarFlow(numbers: Numbers, z: Numbers) {
  const [u, w] = [numbers.slice(0, z.length), numbers.slice(z.length, 2 * z.length)];
  const [along, square] = [dotOf(w, u), dotOf(w, w)];
  const soft = softplusOf(along);
  const share = over(minus(minus(soft, ONE), along), atLeast(LEAST, square));
  const bent = tanhOf(plus(dotOf(w, z), at(numbers, 2 * z.length)));
  const slope = minus(ONE, times(bent, bent));
  const determinant = plus(times(bent, bent), times(soft, slope));
  const toward = shift(u, share, w);
  const y = shift(z, bent, toward);
  const log = logOf(determinant);
  return { u, w, along, square, soft, share, bent, slope, determinant, toward, y, log };
}

const planar: Kind<ReturnType<typeof planarFlow>> = {
  size: (L) => 2 * L + 1,
  forward: planarFlow,
  backward(_, { flow, y, gradient, weight }) {
    const { u, w, along, soft, share, bent, slope, determinant, toward } = flow;
    const z = shift(y, negative(bent), toward);
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
    const du = gradient.map((g, i) => plus(times(bent, g), times(dalong, at(w, i))));
    const dw = gradient.map((g, i) =>
      total([
        times(times(bent, share), g),
        times(dalong, at(u, i)),
        negative(times(doubled(dsquare), at(w, i))),
        times(dinner, at(z, i)),
      ]),
    );
    return { z, numbers: [...du, ...dw, dinner], gradient: shift(gradient, dinner, w) };
  },
};

/** A radial flow: what both passes compute. */
function radialFlow(numbers: Numbers, z: Numbers) {
  const size = z.length;
  const apart = apartOf(z, numbers);
  const r = rootOf(dotOf(apart, apart));
  const [alpha, p] = [softplusOf(at(numbers, size)), softplusOf(at(numbers, size + 1))];
  const whole = plus(alpha, r);
  const rest = plus(times(r, plus(r, doubled(alpha))), times(p, alpha));
  const gain = over(minus(p, alpha), whole);
  const log = total([
    times(given(size - 1), logOf(plus(r, p))),
    logOf(rest),
    negative(times(given(size + 1), logOf(whole))),
  ]);
  return { r, alpha, p, whole, rest, gain, log, y: shift(z, gain, apart) };
}

const radial: Kind<ReturnType<typeof radialFlow>> = {
  size: (L) => L + 2,
  forward: radialFlow,
  backward(numbers, { flow, y, gradient, weight }) {
    const { r, alpha, p, whole, rest, gain } = flow;
    const size = y.length;
    const shrink = over(whole, plus(r, p));
    const apart = apartOf(y, numbers).map((each) => times(shrink, each));
    const along = dotOf(gradient, apart);
    const outer = over(given(size - 1), plus(r, p));
    const weighted = (x: Measured): Measured => times(weight, x);
    const dwhole = negative(over(plus(times(along, gain), weighted(given(size + 1))), whole));
    const share = over(along, whole);
    const dp = plus(share, weighted(plus(outer, over(alpha, rest))));
    const ofRest = over(weighted(plus(doubled(r), p)), rest);
    const dalpha = total([dwhole, negative(share), ofRest]);
    const dr = plus(dwhole, weighted(plus(outer, over(doubled(whole), rest))));
    const dapart = shift(
      gradient.map((g) => times(gain, g)),
      over(dr, atLeast(LEAST, r)),
      apart,
    );
    return {
      z: apart.map((each, i) => plus(each, at(numbers, i))),
      numbers: [
        ...dapart.map(negative),
        times(dalpha, sigmoidOf(at(numbers, size))),
        times(dp, sigmoidOf(at(numbers, size + 1))),
      ],
      gradient: gradient.map((g, i) => plus(g, at(dapart, i))),
    };
  },
};

/** A Householder flow. */
function reflection(v: Numbers, z: Numbers) {
  const share = over(doubled(dotOf(v, z)), atLeast(LEAST, dotOf(v, v)));
  return { y: shift(z, negative(share), v), log: ZERO };
}

const householder: Kind<ReturnType<typeof reflection>> = {
  size: (L) => L,
  order: (constants) => (flows) =>
    (constants as { readonly REVERSED: boolean }).REVERSED ? flows.reverse() : flows,
  forward: reflection,
  backward(v, { y, gradient }) {
    const square = dotOf(v, v);
    const twice = over(given(2), atLeast(LEAST, square));
    const [a, b] = [negative(dotOf(v, y)), dotOf(v, gradient)];
    const z = shift(y, times(twice, a), v);
    const bySquare = square.value > LEAST.value ? times(times(twice, a), b) : ZERO;
    const numbers = v.map((each, i) =>
      times(
        twice,
        total([
          times(bySquare, each),
          negative(times(a, at(gradient, i))),
          negative(times(b, at(z, i))),
        ]),
      ),
    );
    return { z, numbers, gradient: shift(gradient, negative(times(twice, b)), v) };
  },
};

export const planarForwardBound = forwardBound<'planar_forward'>(planar);
export const radialForwardBound = forwardBound<'radial_forward'>(radial);
export const householderForwardBound: Bound<'householder_forward'> = ({
  context: { constants },
  values,
}) => ({ y: errorsOf(chainForward(householder, constants, values)) });

export const planarBackwardBound: Bound<'planar_backward'> = (each) =>
  backwardBound(planar, each as never);
export const radialBackwardBound: Bound<'radial_backward'> = (each) =>
  backwardBound(radial, each as never);
export const householderBackwardBound: Bound<'householder_backward'> = (each) =>
  backwardBound(householder, each as never, true);
