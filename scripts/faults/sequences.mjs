// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/** Faults in layers of sequences. @type {readonly Fault[]} */
export const sequenceFaults = [
  {
    name: 'sequence-mask-one-step-too-long',
    category: 'index',
    file: 'shaders/slots/valid/lengths.wgsl',
    find: 'time < lengths[8u * row]',
    replace: 'time <= lengths[8u * row]',
    tests: twins('rows_to_steps'),
  },
  {
    name: 'gradient-of-the-initial-state-lost',
    category: 'formula',
    file: 'src/ops/recurrent.ts',
    find: 'if (last && wanted.length === 0) continue;',
    replace: 'if (last) continue;',
    tests: { files: ['tests/ops/recurrent.test.ts'], name: '^gru ' },
  },
  {
    name: 'padded-token-counted',
    category: 'formula',
    file: 'shaders/embedding_backward.wgsl',
    find: 'var i = select(first, COUNT, token == PADDING)',
    replace: 'var i = first',
    tests: twins('embedding_backward'),
  },
  {
    name: 'padded-step-changes-the-cell',
    category: 'formula',
    file: 'shaders/lstm_forward.wgsl',
    find: 'select(kept[turn], f_gate * kept[turn] + i_gate * g_gate, valid)',
    replace: 'f_gate * kept[turn] + i_gate * g_gate',
    tests: { files: ['tests/fusion/recurrentSequence.test.ts'], name: '"lstm"' },
  },
  {
    name: 'end-of-a-sequence-not-counted',
    category: 'index',
    file: 'shaders/token_lengths.wgsl',
    find: 'select(K, k + 1u,',
    replace: 'select(K, k,',
    tests: twins('token_lengths'),
  },
  {
    name: 'least-likely-token-kept-too',
    category: 'index',
    file: 'shaders/choose_tokens.wgsl',
    find: 'reached >= min(count,',
    replace: 'reached > min(count,',
    tests: twins('choose_tokens'),
  },
  {
    name: 'unknown-token-written',
    category: 'index',
    file: 'shaders/choose_tokens.wgsl',
    find: 'k - 1u < RESERVED',
    replace: 'k < RESERVED',
    tests: twins('choose_tokens'),
  },
  {
    name: 'sequence-goes-on-after-its-end',
    category: 'formula',
    file: 'shaders/choose_tokens.wgsl',
    find: 'token = select(token, 0.0, over);',
    replace: '',
    tests: twins('choose_tokens'),
  },
  {
    name: 'beam-goes-on-after-its-end',
    category: 'formula',
    file: 'shaders/beam_tokens.wgsl',
    find: 'select(grown, ended, over)',
    replace: 'grown',
    tests: twins('beam_tokens'),
  },
  {
    name: 'decoder-told-the-token-it-is-to-say',
    category: 'formula',
    file: 'shaders/shift_tokens.wgsl',
    find: 'vec4f(x[max(first, 1u) - 1u], x[first], x[first + 1u], x[first + 2u])',
    replace: 'vec4f(x[first], x[first + 1u], x[first + 2u], x[first + 3u])',
    tests: { files: ['tests/parity/sequence.test.ts'] },
  },
];
