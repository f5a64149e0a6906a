import { AT_LEAST_ZERO, assertOptions } from '../../checks.ts';
import { classCount } from '../../data/labels.ts';
import { columnsOf } from '../points/columns.ts';
import {
  accuracyOf,
  type CheckedLabelled,
  type LabelledPoints,
  labelledPair,
  likeliest,
} from './labelled.ts';
import { minimise, type Slope } from './minimise.ts';

/** Options of {@link linearProbe}. */
export interface ProbeOptions {
  /** Weight of half the squared weights, beside the sum of the rows' losses; 1 by default. */
  readonly penalty?: number;
}

/** The result of a linear classifier on codes. */
export interface ProbeResult {
  /** Share of the test rows that it gets right. */
  readonly accuracy: number;
  /** The same for the rows that it was fitted to; far above the other, it has too few of them. */
  readonly trainAccuracy: number;
  /** Mean of -log p(label) of the test rows, in nats; infinite if a class is not in the training rows. */
  readonly crossEntropy: number;
}

/** Where the fit ends: of the gradient, and in steps. */
const PRECISION = 1e-6;
const STEPS = 1000;

/**
 * A linear probe: multinomial logistic regression on codes, which tells how well planes divide the classes.
 * Columns are brought to mean 0 and variance 1, by the training rows; the fit minimises Σ -log p(label) + penalty
 * / 2 · |weights|², without the biases. Source: Alain & Bengio, "Understanding intermediate layers using linear
 * classifier probes", 2016.
 *
 * @param train codes with labels
 * @param test codes with labels, of the same columns
 * @throws ConfigError for a bad option
 * @throws DataError for anything but labelled points with finite values
 * @throws ShapeError for other numbers of columns, or of rows and labels
 */
export function linearProbe(
  train: LabelledPoints,
  test: LabelledPoints,
  options: ProbeOptions = {},
): ProbeResult {
  assertOptions('linearProbe', options, { penalty: AT_LEAST_ZERO });
  const [fitted, asked] = labelledPair(train, test);
  const { penalty = 1 } = options ?? {};
  const classes = classCount(fitted.labels);
  const [own, others] = standardised(fitted, asked);
  const width = fitted.columns + 1;
  const slopeAt = (weights: Float64Array): Slope =>
    slopeOf(weights, own, fitted.labels, classes, penalty);
  const weights = minimise(
    slopeAt,
    new Float64Array(classes * width),
    PRECISION * fitted.rows,
    STEPS,
  );
  const logs = logProbabilities(others, weights, classes);
  const known = new Set(Array.from(fitted.labels));
  let loss = 0;
  for (let row = 0; row < asked.rows; row++) {
    const label = asked.labels[row] as number;
    loss -= known.has(label) ? (logs[row * classes + label] as number) : -Infinity;
  }
  return {
    accuracy: accuracyOf(likeliest(logs, classes), asked.labels),
    trainAccuracy: accuracyOf(
      likeliest(logProbabilities(own, weights, classes), classes),
      fitted.labels,
    ),
    crossEntropy: loss / asked.rows,
  };
}

/** Rows of inputs, `[rows, width]`, the last column of which is 1. */
interface Inputs {
  readonly width: number;
  readonly values: Float64Array;
}

/** The inputs of both, by the means and deviations of the training rows. */
function standardised(train: CheckedLabelled, test: CheckedLabelled): readonly [Inputs, Inputs] {
  const moments = columnsOf(train).map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    return { mean, scale: variance > 0 ? 1 / Math.sqrt(variance) : 0 };
  });
  const width = train.columns + 1;
  const inputsOf = ({ rows, columns, values }: CheckedLabelled): Inputs => {
    const scaled = new Float64Array(rows * width).fill(1);
    for (const [i, value] of values.entries()) {
      const { mean, scale } = moments[i % columns] as { mean: number; scale: number };
      scaled[Math.floor(i / columns) * width + (i % columns)] = (value - mean) * scale;
    }
    return { width, values: scaled };
  };
  return [inputsOf(train), inputsOf(test)];
}

/** log p(class) of each row, `[rows, classes]`. */
function logProbabilities(
  { width, values }: Inputs,
  weights: Float64Array,
  classes: number,
): Float64Array {
  const rows = values.length / width;
  const logs = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let j = 0; j < width; j++) {
        sum += (values[row * width + j] as number) * (weights[c * width + j] as number);
      }
      logs[row * classes + c] = sum;
      largest = Math.max(largest, sum);
    }
    const own = logs.subarray(row * classes, (row + 1) * classes);
    let total = 0;
    for (const log of own) total += Math.exp(log - largest);
    const scale = largest + Math.log(total);
    for (let c = 0; c < classes; c++) own[c] = (own[c] as number) - scale;
  }
  return logs;
}

function slopeOf(
  weights: Float64Array,
  inputs: Inputs,
  labels: ArrayLike<number>,
  classes: number,
  penalty: number,
): Slope {
  const { width, values } = inputs;
  const logs = logProbabilities(inputs, weights, classes);
  const isBias = (place: number): boolean => place % width === width - 1;
  const gradient = weights.map((weight, k) => (isBias(k) ? 0 : penalty * weight));
  let value = weights.reduce((sum, weight, k) => (isBias(k) ? sum : sum + weight * weight), 0);
  value *= penalty / 2;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    value -= logs[row * classes + label] as number;
    for (let c = 0; c < classes; c++) {
      const error = Math.exp(logs[row * classes + c] as number) - Number(c === label);
      for (let j = 0; j < width; j++) {
        const k = c * width + j;
        gradient[k] = (gradient[k] as number) + error * (values[row * width + j] as number);
      }
    }
  }
  return { value, gradient };
}
