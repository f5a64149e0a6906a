import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { spectralKernels } from '../kernels/catalogue/spectral.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { addSpectralDescriptors } from '../kernels/spectralDescriptors.ts';
import { convolution } from '../ops/convolution.ts';
import { dense } from '../ops/dense.ts';
import { spectralWeight } from '../ops/spectralWeight.ts';
import { type Conv2dSpec, conv2dLayer, declareConv2d } from './conv2d.ts';
import { type DenseSpec, declareLayer, denseLayer } from './dense.ts';
import type { LayerKind, LayerScope, LayerSpec, Shape } from './layer.ts';

/** A dense layer whose weights have the spectral norm 1. */
export interface SpectralDenseSpec extends Omit<DenseSpec, 'kind'> {
  readonly kind: 'spectralDense';
}

/** A convolution of images whose weights, as a matrix with a row a channel, have the spectral norm 1. */
export interface SpectralConv2dSpec extends Omit<Conv2dSpec, 'kind'> {
  readonly kind: 'spectralConv2d';
}

/** A layer as its op takes it. */
interface Weighted {
  readonly name: string;
  /** `[N, K]` */
  readonly weight: Tensor;
}

/** The layer that is normalized: its kind, how it is declared, and its op. */
interface Normalized<S extends LayerSpec, L extends Weighted> {
  readonly inner: LayerKind<S>;
  readonly declare: (spec: S, input: Shape, scope: LayerScope) => L;
  readonly op: (graph: Graph, x: Tensor, layer: L) => Tensor;
}

/** Like {@link denseLayer} with `torch.nn.utils.spectral_norm`; its vector is `NAME.weight_u`. */
export const spectralDenseLayer = spectral<
  DenseSpec,
  ReturnType<typeof declareLayer>,
  SpectralDenseSpec
>('spectralDense', { inner: denseLayer, declare: declareLayer, op: dense });

/** Like {@link conv2dLayer} with `torch.nn.utils.spectral_norm`; its vector is `NAME.weight_u`. */
export const spectralConv2dLayer = spectral<
  Conv2dSpec,
  ReturnType<typeof declareConv2d>,
  SpectralConv2dSpec
>('spectralConv2d', { inner: conv2dLayer, declare: declareConv2d, op: convolution });

function spectral<S extends LayerSpec, L extends Weighted, T extends LayerSpec>(
  kind: T['kind'],
  { inner, declare, op }: Normalized<S, L>,
): LayerKind<T> {
  // The specs differ in their kinds alone.
  const plain = (spec: Partial<T>): S => ({ ...spec, kind: inner.kind }) as unknown as S;
  return {
    kind,
    resolve: (given, input, where) =>
      ({ ...inner.resolve(plain(given), input, where), kind }) as unknown as T,
    async load(spec) {
      addSpectralDescriptors();
      addParts([spectralKernels]);
      await inner.load?.(plain(spec));
    },
    output: (spec, input) => inner.output(plain(spec), input),
    build(spec, input, scope) {
      const layer = declare(plain(spec), input, scope);
      const [units = 0] = layer.weight.shape;
      const u = scope.store.variable(`${layer.name}.weight_u`, {
        shape: [units],
        init: { kind: 'constant', value: 1 / Math.sqrt(units) },
      });
      return {
        apply(graph, { x }, { mode }) {
          const name = graph.site(`${layer.name}.normalized`);
          const weight = spectralWeight(graph, layer.weight, {
            name,
            u,
            training: mode === 'train',
          });
          return { y: op(graph, x, { ...layer, weight }) };
        },
      };
    },
  };
}
