import { knownFields } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { logicalSize } from '../graph/layout.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { BuiltLayer, LayerInputs, LayerScope, LayerSpec, Shape } from './layer.ts';
import { layerKind } from './loadedKinds.ts';

/** A readable description of one layer of a model. */
export interface LayerDescription {
  /** Name of the layer, the prefix of its parameters' names. */
  readonly name: string;
  /** Name of the kind. */
  readonly kind: string;
  /** Output shape of one example. */
  readonly output: Shape;
  /** Number of trained parameters. */
  readonly parameters: number;
  /** Name of the network that it is part of, in models with several: a modality, the joint encoder, or a critic. */
  readonly network?: string;
}

/** A sequence of layers, itself a layer: its state is that of its layers, one after the other. */
export interface Stack extends BuiltLayer {
  /** Output shape of one example. */
  readonly output: Shape;
  /** Its layers, in order. */
  readonly layers: readonly LayerDescription[];
  readonly states: number;
}

/**
 * Fills in the defaults of a stack's layers, whose kinds are loaded.
 * @param where position of the stack, such as `encoder`, for messages
 * @throws ConfigError naming the layer and the field
 */
export function resolveStack(
  given: readonly LayerSpec[],
  input: Shape,
  where: string,
): readonly LayerSpec[] {
  let shape = input;
  return given.map((layer, i) => {
    const kind = layerKind(layer.kind);
    const spec = kind.resolve(layer, shape, `${where}[${i}]`);
    const { kind: name, ...options } = layer;
    const names = Object.keys(spec).filter((each) => each !== 'kind');
    knownFields(`${where}[${i}]: a ${name} layer`, options, names);
    shape = kind.output(spec, shape);
    return spec;
  });
}

/** Name of a layer of a stack, the prefix of its parameters' names. */
export function layerName(stack: string, layers: readonly LayerSpec[], place: number): string {
  return layers.length === 1 ? stack : `${stack}.${place}`;
}

/**
 * Declares the layers of a stack.
 * @param scope its name is the stack's name. A single layer takes this name; several are `name.0`,
 * `name.1`, …
 */
export function buildStack(layers: readonly LayerSpec[], input: Shape, scope: LayerScope): Stack {
  // The head that reshapes the outputs of a layer around the stack does not concern the layers within.
  const { reshaped: _, ...shared } = scope;
  const { store } = scope;
  const built: { readonly name: string; readonly layer: BuiltLayer }[] = [];
  const descriptions: LayerDescription[] = [];
  let shape = input;
  for (const [i, spec] of layers.entries()) {
    const kind = layerKind(spec.kind);
    const name = layerName(scope.name, layers, i);
    const before = store.parameters.length;
    const output = kind.output(spec, shape);
    const reshaped = reshapedTo(layers[i + 1], output);
    const own = { ...shared, name, first: scope.first !== false && i === 0 };
    built.push({ name, layer: kind.build(spec, shape, { ...own, ...(reshaped && { reshaped }) }) });
    shape = output;
    const parameters = store.parameters
      .slice(before)
      .reduce((sum, tensor) => sum + logicalSize(tensor.shape), 0);
    descriptions.push({ name, kind: spec.kind, output: shape, parameters });
  }
  const states = built.reduce((sum, { layer }) => sum + (layer.states ?? 0), 0);
  return {
    output: shape,
    layers: descriptions,
    states,
    apply(graph, { x, length, state }, pass) {
      if (state) assertStates(scope.name, states, state);
      const last: Tensor[] = [];
      let at: Pick<LayerInputs, 'x' | 'length'> = { x, ...(length && { length }) };
      for (const { name, layer } of built) {
        const { states: own = 0 } = layer;
        const initial = own > 0 && state?.slice(last.length, last.length + own);
        const { y, ...others } = layer.apply(
          graph,
          { ...at, ...(initial && { state: initial }) },
          pass,
        );
        if (initial || others.state) assertStates(name, own, others.state ?? []);
        last.push(...(others.state ?? []));
        at = { ...at, x: y, ...(others.length && { length: others.length }) };
      }
      return {
        y: at.x,
        ...(at.length && { length: at.length }),
        ...(states > 0 && last.length === states && { state: last }),
      };
    },
  };
}

/** Shape that the next layer of a stack gives to values, if it is a `reshape`. */
export function reshapedTo(next: LayerSpec | undefined, shape: Shape): Shape | undefined {
  return next?.kind === 'reshape' ? layerKind(next.kind).output(next, shape) : undefined;
}

/** @throws ConfigError unless a state has as many tensors as the layer's own */
function assertStates(name: string, states: number, state: readonly Tensor[]): void {
  if (state.length === states) return;
  throw new ConfigError(
    `"${name}" has a state of ${states} tensors, got ${state.length}: see \`states\` of its layers`,
  );
}
