import { ConfigError } from '../errors.ts';
import type { BackwardPass, Graph } from './graph.ts';
import type { Dispatch } from './plan.ts';
import type { Tensor } from './tensor.ts';

/** How many terms a loss may have: the loss weights in shaders/shared/step.wgsl. */
export const MAX_TERMS = 8;

export interface Derivative {
  /** The backward dispatches, in the order in which they must run. */
  readonly dispatches: readonly Dispatch[];
  /** Gradient of each parameter, by the parameter's name; one missing has no path to the loss. */
  readonly gradients: ReadonlyMap<string, Tensor>;
}

/**
 * Reverse-mode differentiation of the loss Σᵢ weightᵢ · termᵢ, where weightᵢ is the step
 * scalar `loss_weights[i]` and i the position in `terms`.
 *
 * Gradients flow only along paths from a term to one of `parameters`, so a network whose
 * parameters are left out passes gradients on and collects none. May be called several
 * times on one graph: several losses, several parameter groups.
 *
 * @throws ConfigError for more than {@link MAX_TERMS} terms
 * @param prefix tells the gradient tensors of several calls apart
 */
export function differentiate(
  graph: Graph,
  terms: readonly Tensor[],
  parameters: readonly Tensor[],
  prefix = 'd',
): Derivative {
  if (terms.length > MAX_TERMS) {
    throw new ConfigError(
      `a loss has at most ${MAX_TERMS} terms (the step's loss weights), got ${terms.length}`,
    );
  }
  const wanted = reachableFrom(graph, parameters);
  const termNumbers = new Map(terms.map((term, number) => [term.name, number]));
  const gradients = new Map<string, Tensor>();
  const dispatches: Dispatch[] = [];

  const gradientTensor = (tensor: Tensor): Tensor => {
    const name = `${prefix}(${tensor.name})`;
    if (tensor.role === 'parameter') return { ...tensor, name, role: 'parameterGradient' };
    // A loss term has one value a row at each step, and so has its gradient.
    const shape = tensor.role === 'terms' ? tensor.shape.slice(-1) : tensor.shape;
    return graph.tensor(name, shape, 'gradient');
  };

  const pass: BackwardPass = {
    gradientOf: (output) => gradients.get(output.name),
    gradientInto(input) {
      if (!wanted.has(input.name)) return undefined;
      const known = gradients.get(input.name);
      if (known) return { tensor: known, accumulate: true };
      const tensor = gradientTensor(input);
      gradients.set(input.name, tensor);
      return { tensor, accumulate: false };
    },
    termNumber: (term) => termNumbers.get(term.name),
    scratch: (name, shape) => graph.tensor(`${prefix}(${name})`, shape, 'gradient'),
    record: (dispatch) => dispatches.push(dispatch),
  };

  for (const operation of [...graph.operations].reverse()) {
    const reached = operation.outputs.some(
      (output) => gradients.has(output.name) || termNumbers.has(output.name),
    );
    if (reached && operation.inputs.some((input) => wanted.has(input.name))) {
      operation.backward?.(pass);
    }
  }
  const ofParameters = parameters.flatMap((parameter) => {
    const gradient = gradients.get(parameter.name);
    return gradient ? [[parameter.name, gradient] as const] : [];
  });
  return { dispatches, gradients: new Map(ofParameters) };
}

/** Names of all tensors that depend on one of `sources`, the sources included. */
function reachableFrom(graph: Graph, sources: readonly Tensor[]): Set<string> {
  const reached = new Set(sources.map((tensor) => tensor.name));
  for (const operation of graph.operations) {
    if (operation.inputs.some((input) => reached.has(input.name))) {
      for (const output of operation.outputs) reached.add(output.name);
    }
  }
  return reached;
}
