import type { OptimizerScalars } from '../../../src/optimizers/optimizer.ts';
import { optimizerScalarsOf } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { sumError, TINY, ULP } from './numerics.ts';
import { number } from './values.ts';

/** Inputs of an optimizer's formula: constants and step scalars. */
interface Hyper {
  readonly constants: Readonly<Record<string, number>>;
  readonly scalars: OptimizerScalars;
}

/** Magnitudes of one element before the step, and its square average after it. */
interface Element {
  readonly w: number;
  readonly m: number;
  readonly g: number;
  readonly v: number;
  readonly vAfter: number;
}

type Errors = Readonly<Record<'w' | 'm' | 'v', number>>;

/** A gradient is scaled and gets the penalty's gradient: three roundings. */
const GRADIENT = 3 * ULP;

/**
 * Error of an average `keep · v + take · g²` of squares: its own four roundings and the gradient's
 * error.
 */
function squareError(keep: number, take: number, { g, v }: Element): number {
  return 4 * ULP * (keep * v + take * g * g) + 2 * take * g * g * GRADIENT;
}

/** Relative error of a root, from the error of its argument. */
const rootError = (error: number, value: number): number => (value === 0 ? 0 : error / (2 * value));

/** Moments are two products and a sum; the step adds a square root and two divisions of 2.5 ulp. */
function adamErrors({ constants, scalars }: Hyper, element: Element): Errors {
  const { BETA1 = 0, ONE_MINUS_BETA1 = 0, BETA2 = 0, ONE_MINUS_BETA2 = 0, EPSILON = 0 } = constants;
  const moment = BETA1 * element.m + ONE_MINUS_BETA1 * element.g;
  const m = 2 * ULP * moment + ONE_MINUS_BETA1 * element.g * GRADIENT;
  const v = squareError(BETA2, ONE_MINUS_BETA2, element);
  const scale = Math.sqrt(element.vAfter) / scalars.bias_correction2_sqrt + EPSILON;
  // A denormal moment may be flushed to zero before it is divided by a small scale.
  const quotient = 14 * ULP * moment + m + TINY + moment * rootError(v, element.vAfter);
  // Decoupled decay adds two roundings.
  return { w: (scalars.step_size * quotient) / scale + 3 * ULP * element.w, m, v };
}

function sgdErrors({ constants, scalars }: Hyper, { w, m, g }: Element): Errors {
  const { MOMENTUM = 0 } = constants;
  const moment = MOMENTUM * m + g;
  const momentError = 2 * ULP * moment + g * GRADIENT;
  const direction = g + MOMENTUM * moment;
  const directionError = g * GRADIENT + MOMENTUM * momentError + 3 * ULP * direction;
  const own = scalars.step_size * directionError + ULP * w;
  return { w: own, m: MOMENTUM === 0 ? 0 : momentError, v: 0 };
}

function rmspropErrors({ constants, scalars }: Hyper, element: Element): Errors {
  const { ALPHA = 0, ONE_MINUS_ALPHA = 0, EPSILON = 0, MOMENTUM = 0 } = constants;
  const v = squareError(ALPHA, ONE_MINUS_ALPHA, element);
  const scale = Math.sqrt(element.vAfter) + EPSILON;
  const relative = GRADIENT + 8 * ULP + rootError(v, element.vAfter);
  const moment = MOMENTUM * element.m + element.g / scale;
  const m = 2 * ULP * moment + (element.g * relative + TINY) / scale;
  const w = scalars.step_size * (m + ULP * moment) + ULP * element.w;
  return { w, m: MOMENTUM === 0 ? 0 : m, v };
}

const ERRORS: Readonly<Record<string, (hyper: Hyper, element: Element) => Errors>> = {
  adam: adamErrors,
  adamw: adamErrors,
  sgd: sgdErrors,
  rmsprop: rmspropErrors,
};

export const optimizerUpdateBound: Bound<'optimizer_update'> = ({
  context,
  values,
  expected,
  choices,
}) => {
  const { P, CLIP_VALUE } = context.constants;
  const constants = context.constants as unknown as Readonly<Record<string, number>>;
  const scalars = optimizerScalarsOf(context);
  const most = CLIP_VALUE === 0 ? Infinity : CLIP_VALUE;
  const scale = choices.clip === 'norm' ? number(values.scale, 0) : 1;
  const state = new Float64Array(3 * P);
  for (let i = 0; i < P; i++) {
    const w = Math.abs(number(values.state, i));
    const clipped = Math.min(Math.abs(scale * number(values.gradient, i)), most);
    const errors = ERRORS[choices.optimizer ?? '']?.(
      { constants, scalars },
      {
        w,
        m: Math.abs(number(values.state, P + i)),
        g: clipped + (constants.WEIGHT_DECAY ?? 0) * w,
        v: number(values.state, 2 * P + i),
        vAfter: number(expected.state, 2 * P + i),
      },
    );
    state.set([errors?.w ?? 0], i);
    state.set([errors?.m ?? 0], P + i);
    state.set([errors?.v ?? 0], 2 * P + i);
  }
  return { state, health: Float64Array.of(0) };
};

/** The cases' scalars are those of group 1 in the step record. */
export const gatedUpdateBound: Bound<'gated_update'> = ({ context, ...given }) => {
  const constants = { ...context.constants, GROUP: 1, FIRST: 0, COUNT: 0 };
  return optimizerUpdateBound({ ...given, context: { ...context, constants } });
};

/** A gate is exactly 0 or 1. */
export const balanceBound: Bound<'balance'> = () => ({ open: new Float64Array(2) });

/**
 * The exponent is a product of two rounded numbers, so its error is 2 ulp; that of 1 - exp(x), relative to
 * it, is no larger, beside that of exp.
 */
export const gatedScalarsBound: Bound<'gated_scalars'> = ({ expected }) => ({
  skipped: Float64Array.of(0),
  scalars: (expected.scalars ?? new Float64Array()).map((value, place) =>
    place < 2 ? 16 * ULP * value : 0,
  ),
  health: Float64Array.of(0),
});

export const gradientSquaresBound: Bound<'gradient_squares'> = ({ context, expected }) => ({
  squares: (expected.squares ?? new Float64Array()).map((sum) =>
    sumError(context.constants.P, sum),
  ),
});

/** Half the sum's relative error, a root and a division of 2.5 ulp each. */
export const clipScaleBound: Bound<'clip_scale'> = ({ context, expected }) => ({
  scale: (expected.scale ?? new Float64Array()).map(
    (scale) => scale * (sumError(context.constants.PARTS, 1) / 2 + 6 * ULP),
  ),
  health: Float64Array.of(0),
});
