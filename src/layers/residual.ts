import { ConfigError } from '../errors.ts';
import { activationsKernels } from '../kernels/catalogue/activations.generated.ts';
import { arithmeticKernels } from '../kernels/catalogue/arithmetic.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { activate } from '../ops/activate.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { weightedSum } from '../ops/weightedSum.ts';
import type { LayerKind, LayerSpec } from './layer.ts';
import { buildStack, resolveStack } from './stack.ts';
import { stackOutput } from './stackOutput.ts';

/** Layers with a way around them: `y = activation(shortcut(x) + layers(x))`. */
export interface ResidualSpec {
  readonly kind: 'residual';
  /** The layers; at least one. */
  readonly layers: readonly LayerSpec[];
  /** Layers of the way around them, where shapes differ; by default none, which passes x on. */
  readonly shortcut: readonly LayerSpec[];
  /** Function of the sum; `identity` by default. */
  readonly activation: Activation;
}

/** Source: He et al., "Deep residual learning for image recognition", 2015. */
export const residualLayer: LayerKind<ResidualSpec> = {
  kind: 'residual',
  inner: ({ layers = [], shortcut = [] }) => ({ layers, shortcut }),
  resolve({ layers = [], shortcut = [], activation = 'identity' }, input, where) {
    assertActivation(`${where}.activation`, activation);
    if (layers.length === 0) throw new ConfigError(`${where}.layers must hold at least one layer`);
    const own = resolveStack(layers, input, `${where}.layers`);
    const around = resolveStack(shortcut, input, `${where}.shortcut`);
    const [given, wanted] = [stackOutput(around, input), stackOutput(own, input)];
    if (given.join() !== wanted.join()) {
      const way =
        shortcut.length === 0 ? 'its input, which goes around them, is' : `${where}.shortcut gives`;
      throw new ConfigError(
        `${where}.layers give [${wanted.join(', ')}], ${way} [${given.join(', ')}]: both must be ` +
          'of one shape; layers in "shortcut" change that of the way around',
      );
    }
    return { kind: 'residual', layers: own, shortcut: around, activation };
  },
  async load() {
    addParts([arithmeticKernels, activationsKernels]);
  },
  output: ({ layers }, input) => stackOutput(layers, input),
  build({ layers, shortcut, activation }, input, scope) {
    const { name } = scope;
    const own = buildStack(layers, input, { ...scope, name: `${name}.layers` });
    const around = buildStack(shortcut, input, { ...scope, name: `${name}.shortcut` });
    return {
      states: own.states + around.states,
      apply(graph, { state, ...inputs }, pass) {
        const [first, second] = [state?.slice(0, own.states), state?.slice(own.states)];
        const inner = own.apply(graph, { ...inputs, ...(first && { state: first }) }, pass);
        const outer = around.apply(graph, { ...inputs, ...(second && { state: second }) }, pass);
        const last = [...(inner.state ?? []), ...(outer.state ?? [])];
        const site = graph.site(name);
        const plain = activation === 'identity';
        const sum = weightedSum(graph, outer.y, inner.y, { name: plain ? site : `${site}.sum` });
        return {
          y: plain ? sum : activate(graph, sum, { name: site, activation }),
          ...(inner.length && { length: inner.length }),
          ...(last.length > 0 && { state: last }),
        };
      },
    };
  },
  onnx: () => import('./onnx/residual.ts'),
};
