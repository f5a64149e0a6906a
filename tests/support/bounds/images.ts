import { sharesOf } from '../../../src/reference/shared/bilinear.ts';
import { windowsOf } from '../../../src/reference/shared/windows.ts';
import type { Bound } from './bound.ts';
import {
  ACTIVATION_GRADIENT,
  activationError,
  SIGMOID_ERROR,
  sumError,
  TINY,
  ULP,
} from './numerics.ts';
import { none, number, size } from './values.ts';

/** An activation, or a copy. */
export const halfActivationForwardBound: Bound<'half_activation_forward'> = ({
  context,
  values,
  choices,
}) => {
  const { K, HALF } = context.constants;
  return {
    y: (values.preactivation ?? none).map((x, i) =>
      (i % K) % (2 * HALF) < HALF
        ? activationError(choices.activation ?? '', context.slots.activation, x, 0)
        : TINY,
    ),
  };
};

/** A product with the gradient, and a sum. */
export const halfActivationBackwardBound: Bound<'half_activation_backward'> = ({
  values,
  choices,
}) => {
  const { error = 0 } = ACTIVATION_GRADIENT[choices.activation_gradient ?? ''] ?? {};
  return {
    dx: (values.dx ?? none).map((previous, i) => {
      return error * size(values.dy, i) + ULP * Math.abs(previous) + TINY;
    }),
  };
};

/** A division, and a sum. Draws by given noise may be on the other side of the rate. */
export const dropoutBound: Bound<'dropout'> = ({ context, values, choices }) => {
  const { K, RATE } = context.constants;
  const doubt = choices.uniform === 'given' ? 1e-6 : 0;
  return {
    y: (values.x ?? none).map((x, i) => {
      const draw = context.slots.uniform(Math.floor(i / K), i % K);
      const kept = Math.abs(x) / (1 - RATE);
      const rounding = 4 * ULP * kept + ULP * size(values.y, i) + 2 * TINY;
      return Math.abs(draw - RATE) < doubt ? kept + rounding : rounding;
    }),
  };
};

export const gateForwardBound: Bound<'gate_forward'> = ({ context, values, expected }) => {
  const { CHANNELS } = context.constants;
  return {
    y: (expected.y ?? none).map((_, i) => {
      const value = size(values.x, i + Math.floor(i / CHANNELS) * CHANNELS);
      return (SIGMOID_ERROR + 2 * ULP) * value + 2 * TINY;
    }),
  };
};

export const gateBackwardBound: Bound<'gate_backward'> = ({ context, values, expected }) => {
  const { CHANNELS } = context.constants;
  return {
    dx: (expected.dx ?? none).map((_, i) => {
      const pixel = Math.floor(i / (2 * CHANNELS));
      const channel = i % CHANNELS;
      const dy = size(values.dy, pixel * CHANNELS + channel);
      const ofGate = i % (2 * CHANNELS) >= CHANNELS;
      const factor = ofGate ? size(values.x, 2 * pixel * CHANNELS + channel) : 1;
      return (SIGMOID_ERROR + 4 * ULP) * dy * factor + ULP * size(values.dx, i) + 4 * TINY;
    }),
  };
};

export const windowSumsBound: Bound<'window_sums'> = ({ context, values, expected }) => {
  const { constants } = context;
  const y = (expected.y ?? none).map((_, i) => ULP * size(values.y, i) + 2 * TINY);
  for (const { result, pixels } of windowsOf(constants)) {
    const magnitude = pixels.reduce((sum, pixel) => sum + size(values.x, pixel), 0);
    y[result] = number(y, result) + constants.WEIGHT * sumError(pixels.length, magnitude);
  }
  return { y };
};

export const windowSpreadBound: Bound<'window_spread'> = ({ context, values, expected }) => {
  const { constants } = context;
  const x = (expected.x ?? none).map((_, i) => ULP * size(values.x, i) + 2 * TINY);
  const longest = constants.WINDOW_HEIGHT * constants.WINDOW_WIDTH;
  for (const { result, pixels } of windowsOf(constants)) {
    const error = constants.WEIGHT * sumError(longest, size(values.y, result));
    for (const pixel of pixels) x[pixel] = number(x, pixel) + error;
  }
  return { x };
};

/** A value of the image; a denormal may be flushed to zero. */
export const maxPoolForwardBound: Bound<'max_pool_forward'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0).fill(TINY),
});

/** In a window whose largest value is as good as zero, any such value may be the first largest. */
export const maxPoolBackwardBound: Bound<'max_pool_backward'> = ({ context, values, expected }) => {
  const { constants } = context;
  const dx = (expected.dx ?? none).map((_, i) => ULP * size(values.dx, i) + 2 * TINY);
  const longest = constants.WINDOW_HEIGHT * constants.WINDOW_WIDTH;
  for (const { result, pixels } of windowsOf(constants)) {
    const dy = size(values.dy, result);
    const largest = Math.max(...pixels.map((pixel) => number(values.image, pixel)));
    const error = Math.abs(largest) < TINY ? dy : sumError(longest, dy);
    for (const pixel of pixels) dx[pixel] = number(dx, pixel) + error;
  }
  return { dx };
};

/** Two shares of a position along each axis, which are rounded themselves. */
export const bilinearForwardBound: Bound<'bilinear_forward'> = ({ context, values, expected }) => {
  const y = new Float64Array(expected.y?.length ?? 0).fill(4 * TINY);
  for (const part of sharesOf(context.constants)) {
    y[part.y] = number(y, part.y) + 8 * ULP * part.share * size(values.x, part.x);
  }
  return { y };
};

export const bilinearBackwardBound: Bound<'bilinear_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { constants } = context;
  const parts = 4 * constants.SCALE_HEIGHT * constants.SCALE_WIDTH;
  const dx = (expected.dx ?? none).map((_, i) => ULP * size(values.dx, i) + 4 * TINY);
  for (const part of sharesOf(constants)) {
    const term = part.share * size(values.dy, part.y);
    dx[part.x] = number(dx, part.x) + 8 * ULP * term + sumError(parts, term);
  }
  return { dx };
};
