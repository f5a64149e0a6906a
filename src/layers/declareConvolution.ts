import type { Convolution } from '../ops/convolution.ts';
import type { Activation } from '../ops/slots.ts';
import { type Window, weightShape } from '../ops/window.ts';
import type { LayerScope } from './layer.ts';

/** How {@link declareConvolution} declares a layer. */
export interface ConvolutionDeclaration {
  /** The window between the image that comes in and the one that comes out. */
  readonly window: Window;
  /** True from the small image to the large one. */
  readonly transposed: boolean;
  /** Function of the outputs. */
  readonly activation: Activation;
  /** Axes of the weights in files, in the order of those of the window: `[y, x]`, or `[x]` alone. */
  readonly axes: readonly number[];
}

/**
 * Declares the parameters of a convolution, initialised like `torch.nn.Conv2d` and
 * `ConvTranspose2d`. In files their weights are channels first, as there.
 */
export function declareConvolution(
  { store, name, group }: LayerScope,
  { window, transposed, activation, axes }: ConvolutionDeclaration,
): Convolution {
  const { large, small, kernel } = window;
  const shape = weightShape(window);
  const channels = transposed ? large[2] : small[2];
  // PyTorch takes the second axis of the weights for the inputs, of a transposed convolution too.
  const init = { kind: 'uniform', bound: 1 / Math.sqrt(large[2] * kernel[0] * kernel[1]) } as const;
  const shared = { init, ...(group !== undefined && { group }) };
  const last = axes.length + 1;
  const order = [0, last, ...axes.map((_, i) => i + 1)];
  return {
    name,
    window,
    transposed,
    activation,
    weight: store.parameter(`${name}.weight`, {
      ...shared,
      shape,
      views: [
        { name: `${name}.weight`, size: shape[0], shape: [small[2], ...axes, large[2]], order },
      ],
    }),
    bias: store.parameter(`${name}.bias`, { ...shared, shape: [channels] }),
  };
}
