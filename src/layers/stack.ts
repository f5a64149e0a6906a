import { knownFields } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { logicalSize } from '../graph/layout.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { BuiltLayer, LayerScope, LayerSpec, Mode, Shape } from './layer.ts';
import type { AnyLayerKind } from './registry.ts';

/** A readable description of one layer of a model. */
export interface LayerDescription {
  readonly name: string;
  readonly kind: string;
  /** Output shape of one example. */
  readonly output: Shape;
  /** Number of trained parameters. */
  readonly parameters: number;
}

/** A sequence of layers. */
export interface Stack {
  /** Output shape of one example. */
  readonly output: Shape;
  readonly layers: readonly LayerDescription[];
  apply(graph: Graph, x: Tensor, mode: Mode): Tensor;
}

/**
 * Fills in the defaults of a stack's layers.
 * @param where position of the stack, such as `encoder`, for messages
 * @throws ConfigError naming the layer and the field
 */
export function resolveStack(
  given: readonly LayerSpec[],
  input: Shape,
  kinds: ReadonlyMap<string, AnyLayerKind>,
  where: string,
): readonly LayerSpec[] {
  let shape = input;
  return given.map((layer, i) => {
    const kind = kindOf(layer, kinds);
    const spec = kind.resolve(layer, shape, `${where}[${i}]`);
    const { kind: name, ...options } = layer;
    const names = Object.keys(spec).filter((each) => each !== 'kind');
    knownFields(`${where}[${i}]: a ${name} layer`, options, names);
    shape = kind.output(spec, shape);
    return spec;
  });
}

/**
 * Declares the layers of a stack.
 * @param scope its name is the stack's name. A single layer takes this name; several are `name.0`,
 * `name.1`, …
 */
export function buildStack(
  layers: readonly LayerSpec[],
  input: Shape,
  kinds: ReadonlyMap<string, AnyLayerKind>,
  scope: LayerScope,
): Stack {
  const { store } = scope;
  const built: BuiltLayer[] = [];
  const descriptions: LayerDescription[] = [];
  let shape = input;
  for (const [i, spec] of layers.entries()) {
    const kind = kindOf(spec, kinds);
    const name = layers.length === 1 ? scope.name : `${scope.name}.${i}`;
    const before = store.parameters.length;
    built.push(kind.build(spec, shape, { ...scope, name }));
    shape = kind.output(spec, shape);
    const parameters = store.parameters
      .slice(before)
      .reduce((sum, tensor) => sum + logicalSize(tensor.shape), 0);
    descriptions.push({ name, kind: spec.kind, output: shape, parameters });
  }
  return {
    output: shape,
    layers: descriptions,
    apply: (graph, x, mode) =>
      built.reduce((value, layer) => layer.apply(graph, { x: value }, mode).y, x),
  };
}

function kindOf({ kind }: LayerSpec, kinds: ReadonlyMap<string, AnyLayerKind>): AnyLayerKind {
  const found = kinds.get(kind);
  if (found) return found;
  throw new ConfigError(`layer kind "${kind}" was not loaded; there are: ${[...kinds.keys()]}`);
}
