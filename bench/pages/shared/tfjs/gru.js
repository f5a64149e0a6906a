/**
 * A gated recurrent unit for TensorFlow.js with a gradient of its own: its own would multiply and add the gradient of the
 * weight at each step, where one product over all steps gives the same.
 */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Goes over the steps of sequences; the products of all inputs are one, before the first.
 *
 * @param x `[length * batch, width]`, the first step of all rows first
 * @param first the state before the first step, `[batch, units]`
 * @param {{ input: { weight: any, bias: any }, hidden: { weight: any, bias: any } }} layer its parameters
 * @param {{ length: number, returns: 'last' | 'all', isFirst?: boolean }} how `all` is `[length * batch, units]`; an x
 *   of data needs no gradient
 * @param {typeof import('./builtIn.js').builtIn} forward
 */
export function gru(x, first, { input, hidden }, { length, returns, isFirst = false }, forward) {
  const inputs = forward.dense(x, { ...input, activation: 'linear', isFirst });
  const layer = tf.customGrad((given, state, weight, bias, save) => {
    const steps = run(given, state, { weight, bias }, length);
    const states = steps.map(({ after }) => after);
    save([weight, ...steps.flatMap((step) => SAVED.map((part) => step[part]))]);
    return {
      value: returns === 'last' ? states.at(-1) : tf.concat(states, 0),
      gradFunc(dy, [w, ...saved]) {
        const kept = Array.from({ length }, (_, i) =>
          Object.fromEntries(SAVED.map((part, j) => [part, saved[i * SAVED.length + j]])),
        );
        const none = Array.from({ length: length - 1 });
        const dstates = returns === 'last' ? [...none, dy] : tf.split(dy, length, 0);
        return back(kept, dstates, w, forward);
      },
    };
  });
  return layer(inputs, first, hidden.weight, hidden.bias);
}

/** Values of a step that its gradient needs. */
const SAVED = ['before', 'r', 'z', 'candidate', 'product'];

/** Goes from state to state. */
function run(inputs, first, { weight, bias }, length) {
  const sizes = [2 * first.shape[1], first.shape[1]];
  const [gates, candidates] = tf.split(inputs, sizes, 1).map((part) => tf.split(part, length, 0));
  const [gateWeight, candidateWeight] = tf.split(weight, sizes, 1);
  const [gateBias, candidateBias] = tf.split(bias, sizes);
  let before = first;
  return gates.map((gate, i) => {
    const both = tf.fused.matMul({ a: before, b: gateWeight, bias: gateBias });
    const [r, z] = tf.split(gate.add(both).sigmoid(), 2, 1);
    const product = tf.fused.matMul({ a: before, b: candidateWeight, bias: candidateBias });
    const candidate = candidates[i].add(r.mul(product)).tanh();
    // (1 - z) n + z h
    const after = candidate.add(z.mul(before.sub(candidate)));
    const step = { before, r, z, candidate, product, after };
    before = after;
    return step;
  });
}

/** Gradients of inputs, first state, weight and bias, from those of the states after the steps. */
function back(steps, dstates, weight, { weightGradient }) {
  const turned = weight.transpose();
  const dinputs = [];
  const dproducts = [];
  let carried;
  for (const [i, { before, r, z, candidate, product }] of [...steps.entries()].toReversed()) {
    const both = [carried, dstates[i]].filter((each) => each !== undefined);
    const dh = both.reduce((a, b) => a.add(b));
    const through = dh.mul(z);
    const dn = dh.sub(through);
    const dcandidate = dn.sub(dn.mul(candidate.square()));
    const dz = dh.mul(before.sub(candidate)).mul(z.sub(z.square()));
    const dr = dcandidate.mul(product).mul(r.sub(r.square()));
    dinputs.unshift(tf.concat([dr, dz, dcandidate], 1));
    dproducts.unshift(tf.concat([dr, dz, dcandidate.mul(r)], 1));
    carried = through.add(dproducts[0].matMul(turned));
  }
  const befores = tf.concat(
    steps.map(({ before }) => before),
    0,
  );
  const all = tf.concat(dproducts, 0);
  return [tf.concat(dinputs, 0), carried, weightGradient(befores, all), all.sum(0)];
}
