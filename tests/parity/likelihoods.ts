import { numbers, readFixtureFile } from './numbers.ts';

/** Losses and gradients of one likelihood at a matrix of points, computed by likelihoods.py. */
export interface LikelihoodPoints {
  /** Name of the likelihood, and its parameters, such as `sigma`, `floor` or `group`. */
  readonly parameters: { readonly likelihood: string } & Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly columns: number;
  /** Outputs of the decoder, `[rows, columns]` like all arrays here; values are exact in f32. */
  readonly outputs: Float64Array;
  /** The log variance or log dispersion of each element, if the likelihood has one. */
  readonly second: Float64Array | undefined;
  readonly x: Float64Array;
  /** Negative log likelihood of each element, in nats, correctly rounded to float64. */
  readonly loss: Float64Array;
  /** Gradients of the sum of all losses. */
  readonly doutputs: Float64Array;
  readonly dsecond: Float64Array | undefined;
}

/** The values of one element, or their gradients. */
export interface Element {
  readonly loss: number;
  readonly doutput: number;
  readonly dsecond?: number;
}

/**
 * @param name a likelihood's name, followed by `-` and its parameter if there are several
 * @throws Error if the fixture has no such name
 */
export function likelihoodPoints(name: string): LikelihoodPoints {
  const file = readFixtureFile('likelihoods');
  const values = (part: string) => numbers(file, `${name}/${part}`, 'likelihoods.py');
  const hasSecond = file.tensors.has(`${name}/second`);
  const [rows = 0, columns = 0] = file.tensors.get(`${name}/outputs`)?.shape ?? [];
  return {
    parameters: JSON.parse(file.metadata.get('parameters') ?? '')[name],
    rows,
    columns,
    outputs: values('outputs'),
    second: hasSecond ? values('second') : undefined,
    x: values('x'),
    loss: values('loss'),
    doutputs: values('doutputs'),
    dsecond: hasSecond ? values('dsecond') : undefined,
  };
}

/** Smaller values are not representable in f32, and 50 digits leave little of them. */
const SMALLEST = 1e-45;

/** Tolerance between float64 and the fixture. */
export interface LikelihoodBound {
  /** Relative error of each value; 1e-12 by default. */
  readonly relative?: number;
  /**
   * Rounding errors per unit of |x|, since a multiple of x is subtracted; 2 by default. A loss with
   * log x! needs more: for a count of 10⁴ it is 8 x.
   */
  readonly roundings?: number;
}

/**
 * Difference of an implementation from the fixture, in units of the bound.
 * @param element the implementation's result at a row and column of the points
 */
export function likelihoodDeviation(
  points: LikelihoodPoints,
  element: (row: number, column: number) => Element,
  { relative = 1e-12, roundings = 2 }: LikelihoodBound = {},
): { readonly worst: number; readonly count: number } {
  let worst = 0;
  let count = 0;
  for (const [index, x] of points.x.entries()) {
    const got = element(Math.floor(index / points.columns), index % points.columns);
    const pairs = [
      [got.loss, points.loss[index]],
      [got.doutput, points.doutputs[index]],
      ...(points.dsecond ? [[got.dsecond, points.dsecond[index]]] : []),
    ];
    for (const [value = Number.NaN, want = Number.NaN] of pairs) {
      const ofTarget = (roundings * Math.abs(x)) / 2 ** 52;
      const allowed = relative * Math.abs(want) + ofTarget + SMALLEST;
      const ratio = value === want ? 0 : Math.abs(value - want) / allowed;
      worst = Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : Math.max(worst, ratio);
      count += 1;
    }
  }
  return { worst, count };
}
