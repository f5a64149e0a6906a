/** A gated recurrent unit for jax-js, unrolled: it has no loop whose steps share a kernel. */
import { nn, numpy as np } from '@jax-js/jax';

/**
 * The products of all inputs are one, before the first step. Consumes its arguments.
 *
 * @param x `[length * batch, width]`, the first step of all rows first
 * @param state before the first step, `[batch, units]`
 * @returns the state after each step
 */
export function gru(x, state, { input, hidden }, length) {
  const inputs = np.split(np.dot(x, input.weight).add(input.bias), length, 0);
  const states = inputs.map((each) => {
    const [inR, inZ, inN] = np.split(each, 3, 1);
    const products = np.dot(state.ref, hidden.weight.ref).add(hidden.bias.ref);
    const [r, z, n] = np.split(products, 3, 1);
    const reset = nn.sigmoid(inR.add(r));
    const update = nn.sigmoid(inZ.add(z));
    const candidate = np.tanh(inN.add(reset.mul(n)));
    // (1 - z) n + z h
    state = candidate.ref.add(update.mul(state.sub(candidate)));
    return state.ref;
  });
  state.dispose();
  hidden.weight.dispose();
  hidden.bias.dispose();
  return states;
}

/** The last of some states. */
export function lastOf(states) {
  for (const each of states.slice(0, -1)) each.dispose();
  return states.at(-1);
}

/** KL(N(mu, exp(logvar)) || N(0, I)), summed over the rows. */
export function divergenceOf(mu, logvar) {
  return np.square(mu).add(np.exp(logvar.ref)).sub(logvar).sub(1).sum().mul(0.5);
}
