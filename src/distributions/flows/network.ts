import type { Store } from '../../graph/store.ts';
import type { Dense } from '../../ops/dense.ts';

/** A layer of a flow's network, initialised like `torch.nn.Linear`. */
interface NetworkLayer {
  /** Prefix of the parameters' names. */
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly activation: Dense['activation'];
  /** Equal ranges of the outputs that have names of their own in files, with initial biases. */
  readonly parts?: readonly { readonly name: string; readonly bias?: number }[];
}

/** Declares a layer of a flow's network. */
export function declareNetworkLayer(
  store: Store,
  { name, inputs, units, activation, parts = [{ name }] }: NetworkLayer,
): Dense {
  const init = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) } as const;
  const size = units / parts.length;
  return {
    name,
    activation,
    weight: store.parameter(`${name}.weight`, {
      shape: [units, inputs],
      init,
      views: parts.map((part) => ({ name: `${part.name}.weight`, size })),
    }),
    bias: store.parameter(`${name}.bias`, {
      shape: [units],
      init,
      views: parts.map((part) => ({
        name: `${part.name}.bias`,
        size,
        ...(part.bias !== undefined && { init: { kind: 'constant', value: part.bias } as const }),
      })),
    }),
  };
}
