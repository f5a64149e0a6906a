import { ConfigError } from '../errors.ts';
import { gateKernels } from '../kernels/catalogue/gate.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { gate } from '../ops/gate.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import type { LayerKind, Shape } from './layer.ts';
import { loadEveryActivation } from './loadActivation.ts';

/** Multiplies half of the channels by the sigmoid of the other half. */
export interface GateSpec {
  readonly kind: 'gate';
  /** Function of the first half of the channels; `identity` by default. */
  readonly activation: Activation;
}

/**
 * y = activation(x[…, :C]) ⊙ σ(x[…, C:]) of 2C channels, the last axis. Without an activation like
 * `torch.nn.GLU` on the channels. After a layer that computes both halves it is the gated layer of
 * van den Berg et al., "Sylvester normalizing flows for variational inference", 2018.
 */
export const gateLayer: LayerKind<GateSpec> = {
  kind: 'gate',
  resolve({ activation = 'identity' }, input, where) {
    assertActivation(`${where}.activation`, activation);
    if ((input.at(-1) ?? 1) % 2 !== 0) {
      throw new ConfigError(
        `${where}: a gate layer takes an even number of channels, values and as many gates; ` +
          `its input is [${input.join(', ')}]`,
      );
    }
    return { kind: 'gate', activation };
  },
  async load({ activation }) {
    addImageParts([gateKernels]);
    if (activation !== 'identity') await loadEveryActivation();
  },
  output: (_, input) => [...input.slice(0, -1), valuesOf(input)],
  build: ({ activation }, input, { name }) => ({
    apply: (graph, { x }) => ({
      y: gate(graph, x, { name: graph.site(name), channels: valuesOf(input), activation }),
    }),
  }),
  onnx: () => import('./onnx/gate.ts'),
};

/** Number of channels that are values. */
function valuesOf(input: Shape): number {
  return (input.at(-1) ?? 0) / 2;
}
