import { ConfigError } from '../errors.ts';
import type { BackwardPass, Graph, Operation } from './graph.ts';
import type { Dispatch } from './plan.ts';
import type { Tensor } from './tensor.ts';

/**
 * Number of loss weights in a step: one for each term of each update (shaders/shared/step.wgsl).
 */
export const MAX_WEIGHTS = 16;

export interface Derivative {
  /** The backward dispatches, in execution order. */
  readonly dispatches: readonly Dispatch[];
  /**
   * Gradient of each parameter, by parameter name. A parameter without a path to the loss has none.
   */
  readonly gradients: ReadonlyMap<string, Tensor>;
  /** The operations that gradients flowed through. */
  readonly operations: readonly Operation[];
}

/**
 * Reverse-mode differentiation of the loss Σᵢ weightᵢ · termᵢ, where weightᵢ is the step
 * scalar `loss_weights[firstWeight + i]` and i the position in `terms`.
 *
 * Gradients flow only along paths from a term to one of `parameters`, so a network whose parameters
 * are left out passes gradients on but collects none. One graph may be differentiated several
 * times, for several losses or parameter groups.
 *
 * @param options.prefix prefix of the gradient tensors' names; distinguishes several calls
 * @param options.firstWeight the place of the first term's weight in the step record
 * @throws ConfigError if the step record has too few weights
 */
export function differentiate(
  graph: Graph,
  terms: readonly Tensor[],
  parameters: readonly Tensor[],
  { prefix = 'd', firstWeight = 0 }: { prefix?: string; firstWeight?: number } = {},
): Derivative {
  const weights = firstWeight + terms.length;
  if (weights > MAX_WEIGHTS) {
    throw new ConfigError(
      `a step has at most ${MAX_WEIGHTS} loss weights, one for each term of each update, got ${weights}`,
    );
  }
  const wanted = reachableFrom(graph, parameters);
  const weightPlaces = new Map(terms.map((term, i) => [term.name, firstWeight + i]));
  const gradients = new Map<string, Tensor>();
  const dispatches: Dispatch[] = [];
  const passed: Operation[] = [];

  const flowsInto = (input: Tensor): boolean => wanted.has(input.name) && !input.stopped;

  const gradientTensor = (tensor: Tensor): Tensor => {
    const name = `${prefix}(${tensor.name})`;
    if (tensor.role === 'parameter') return { ...tensor, name, role: 'parameterGradient' };
    // A loss term has one value per row at each step, and so does its gradient.
    const shape = tensor.role === 'terms' ? tensor.shape.slice(-1) : tensor.shape;
    return graph.tensor(name, shape, 'gradient');
  };

  const pass: BackwardPass = {
    gradientOf: (output) => gradients.get(output.name),
    gradientInto(input) {
      if (!flowsInto(input)) return undefined;
      const known = gradients.get(input.name);
      if (known) return { tensor: known, accumulate: true };
      const tensor = gradientTensor(input);
      gradients.set(input.name, tensor);
      return { tensor, accumulate: false };
    },
    weightOf: (term) => weightPlaces.get(term.name),
    scratch: (name, shape) => graph.tensor(`${prefix}(${name})`, shape, 'gradient'),
    record: (dispatch) => dispatches.push(dispatch),
  };

  for (const operation of [...graph.operations].reverse()) {
    const reached = operation.outputs.some(
      (output) => gradients.has(output.name) || weightPlaces.has(output.name),
    );
    if (reached && operation.inputs.some(flowsInto)) {
      operation.backward?.(pass);
      passed.push(operation);
    }
  }
  const ofParameters = parameters.flatMap((parameter) => {
    const gradient = gradients.get(parameter.name);
    return gradient ? [[parameter.name, gradient] as const] : [];
  });
  return { dispatches, gradients: new Map(ofParameters), operations: passed };
}

/** Names of all tensors that depend on one of `sources`, including the sources. */
function reachableFrom(graph: Graph, sources: readonly Tensor[]): Set<string> {
  const reached = new Set(sources.map((tensor) => tensor.name));
  for (const operation of graph.operations) {
    if (operation.inputs.some((input) => reached.has(input.name) && !input.stopped)) {
      for (const output of operation.outputs) reached.add(output.name);
    }
  }
  return reached;
}
