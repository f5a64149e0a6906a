import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import type { Activation } from '../../ops/slots.ts';

type OnnxActivation = (graph: OnnxGraph, x: OnnxValue) => OnnxValue;

/** Every activation as ONNX nodes, with the constants of the shaders, which are PyTorch's. */
const activations: { readonly [Name in Activation]: OnnxActivation } = {
  identity: (_, x) => x,
  relu: (graph, x) => graph.node('Relu', [x]),
  leaky_relu: (graph, x) => graph.node('LeakyRelu', [x], { alpha: { float: 0.01 } }),
  elu: (graph, x) => graph.node('Elu', [x], { alpha: { float: 1 } }),
  softplus: (graph, x) => graph.node('Softplus', [x]),
  sigmoid: (graph, x) => graph.node('Sigmoid', [x]),
  tanh: (graph, x) => graph.node('Tanh', [x]),
  gelu,
  silu: (graph, x) => graph.node('Mul', [x, graph.node('Sigmoid', [x])]),
};

/** Adds an activation of hidden layers to a graph. */
export function activateInOnnx(graph: OnnxGraph, name: Activation, x: OnnxValue): OnnxValue {
  return activations[name](graph, x);
}

/** x (1 + erf(x / √2)) / 2: the operator `Gelu` came only with opset 20. */
function gelu(graph: OnnxGraph, x: OnnxValue): OnnxValue {
  const scaled = graph.node('Mul', [x, graph.floats(Math.SQRT1_2)]);
  const doubled = graph.node('Add', [graph.node('Erf', [scaled]), graph.floats(1)]);
  return graph.node('Mul', [graph.node('Mul', [x, doubled]), graph.floats(0.5)]);
}
