import type { OnnxGraph, OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxLikelihoodContext } from '../likelihood.ts';
import { outputInOnnx } from './output.ts';

/** Coefficients of y⁷, y⁵, y³ and y in the series of the mean. */
const SERIES = [-1 / 1_209_600, 1 / 30_240, -1 / 720, 1 / 12];

/**
 * 1 / (1 - exp(-y)) - 1 / y, as in the shader: a Taylor series within ±1, where both quotients grow
 * without bound; outside it a form in exp(-|y|), which cannot overflow.
 */
export function toOnnx(context: OnnxLikelihoodContext): OnnxValue {
  const { graph } = context;
  const y = outputInOnnx(context);
  const one = graph.floats(1);
  const size = graph.node('Abs', [y]);
  const within = graph.node('Less', [size, one]);
  return graph.node('Where', [
    within,
    near(graph, y),
    far(graph, y, graph.node('Max', [size, one])),
  ]);
}

/** 1/2 + y (1/12 - y²/720 + …) */
function near(graph: OnnxGraph, y: OnnxValue): OnnxValue {
  const square = graph.node('Mul', [y, y]);
  const factor = SERIES.map((each) => graph.floats(each)).reduce((sum, next) =>
    graph.node('Add', [graph.node('Mul', [sum, square]), next]),
  );
  return graph.node('Add', [graph.node('Mul', [y, factor]), graph.floats(0.5)]);
}

/** 1 + e / (1 - e) - 1 / |y| for y > 0 and one minus that for y < 0, with e = exp(-|y|). */
function far(graph: OnnxGraph, y: OnnxValue, size: OnnxValue): OnnxValue {
  const one = graph.floats(1);
  const e = graph.node('Exp', [graph.node('Neg', [size])]);
  const tail = graph.node('Div', [e, graph.node('Sub', [one, e])]);
  const below = graph.node('Sub', [graph.node('Div', [one, size]), tail]);
  const positive = graph.node('Greater', [y, graph.floats(0)]);
  return graph.node('Where', [positive, graph.node('Sub', [one, below]), below]);
}
