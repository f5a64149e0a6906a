// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/**
 * Tests of private training.
 * @param {'clipping' | 'noise' | 'training' | 'attack' | 'chacha20'} file
 * @param {string} [name]
 */
const tests = (file, name) => ({ files: [`tests/privacy/${file}.test.ts`], ...(name && { name }) });

/** Faults in private training. @type {readonly Fault[]} */
export const privacyFaults = [
  {
    name: 'norm-without-the-bias',
    category: 'privacy',
    file: 'shaders/example_norms.wgsl',
    find: '(input + 1.0) * output',
    replace: 'input * output',
    tests: twins('example_norms'),
  },
  {
    name: 'norm-with-the-next-example',
    category: 'privacy',
    file: 'shaders/conv_example_norms.wgsl',
    find: 'return example + 1u;',
    replace: 'return M;',
    tests: twins('conv_example_norms'),
  },
  {
    name: 'norm-with-images-of-the-next-examples',
    category: 'privacy',
    file: 'shaders/conv_example_norms.wgsl',
    find: 'return x_row(example);',
    replace: 'return x_row(row);',
    tests: { files: ['tests/privacy/norms.test.ts'] },
  },
  {
    name: 'norm-with-what-lies-beside-the-patch',
    category: 'privacy',
    file: 'shaders/conv_example_norms.wgsl',
    find: 'keep_columns(squares, row4, PATCH)',
    replace: 'squares',
    tests: twins('conv_example_norms'),
  },
  {
    name: 'norms-added-without-squares',
    category: 'privacy',
    file: 'shaders/example_squares.wgsl',
    find: 'dot(norm, norm)',
    replace: 'dot(norm, vec4f(1.0))',
    tests: twins('example_squares'),
  },
  {
    name: 'clipped-by-the-square',
    category: 'privacy',
    file: 'shaders/clip_examples.wgsl',
    find: 'CLIP / norm, norm > CLIP',
    replace: 'CLIP / square, norm > CLIP',
    tests: twins('clip_examples'),
  },
  {
    name: 'an-infinite-example-shows',
    category: 'privacy',
    file: 'shaders/clip_examples.wgsl',
    find: 'all_finite(vec4f(square))',
    replace: 'true',
    tests: tests('clipping', 'norm is not finite'),
  },
  {
    name: 'cipher-with-another-rotation',
    category: 'privacy',
    file: 'shaders/shared/chacha20.wgsl',
    find: 'x.b ^ x.c, 7u',
    replace: 'x.b ^ x.c, 9u',
    tests: twins('gradient_noise'),
  },
  {
    name: 'noise-again-in-every-step',
    category: 'privacy',
    file: 'shaders/gradient_noise.wgsl',
    find: 'vec4u(place, step.data_counter, PLACE, USE)',
    replace: 'vec4u(place, 0u, PLACE, USE)',
    tests: tests('noise', 'independent'),
  },
  {
    name: 'noise-again-in-every-layer',
    category: 'privacy',
    file: 'src/training/private/privateStep.ts',
    find: 'constants: { PLACE, SCALE',
    replace: 'constants: { PLACE: 0 * PLACE, SCALE',
    tests: tests('noise', 'independent'),
  },
  {
    name: 'products-before-clipping',
    category: 'privacy',
    file: 'src/training/private/privateStep.ts',
    find: '    ...clips,\n    ...sums,\n',
    replace: '    ...sums,\n    ...clips,\n',
    tests: tests('clipping', 'single rows'),
  },
  {
    name: 'norm-of-the-last-layer-alone',
    category: 'privacy',
    file: 'src/training/private/privateStep.ts',
    find: 'each.norms(squares, i > 0)',
    replace: 'each.norms(squares, i < 0)',
    tests: tests('clipping', 'single rows'),
  },
  {
    name: 'mean-of-a-full-batch',
    category: 'privacy',
    file: 'src/training/private/privateStep.ts',
    find: '1 / expectedRows(options)',
    replace: '1 / options.batchSize',
    tests: tests('clipping', 'expected rows'),
  },
  {
    name: 'a-mean-tells-the-rows',
    category: 'privacy',
    file: 'src/training/stepScalars.ts',
    find: "reduction === 'mean' && !privacy",
    replace: "reduction === 'mean'",
    tests: tests('training', 'rows that came'),
  },
  {
    name: 'free-bits-with-a-rule',
    category: 'privacy',
    file: 'src/training/private/rules.ts',
    find: "  'kl_forward',\n",
    replace: "  'kl_forward',\n  'kl_gate',\n",
    tests: tests('training', 'free bits'),
  },
  {
    name: 'several-samples-with-a-rule',
    category: 'privacy',
    file: 'src/training/private/privateStep.ts',
    find: '!again && dy.shape[0] === rows',
    replace: '!again',
    tests: tests('training', 'several samples of an example'),
  },
  {
    name: 'everybody-has-one-secret',
    category: 'privacy',
    file: 'src/random/secret.ts',
    find: 'crypto.getRandomValues(new Uint32Array(WORDS))',
    replace: 'new Uint32Array(WORDS)',
    tests: tests('chacha20', 'fresh one'),
  },
  {
    name: 'rows-by-the-seed',
    category: 'privacy',
    file: 'src/training/fitRun.ts',
    find: 'epoch, secret, dropped }',
    replace: 'epoch, dropped }',
    tests: tests('training', 'by the secret'),
  },
  {
    name: 'steps-not-counted',
    category: 'privacy',
    file: 'src/training/trainer.ts',
    find: '        this.#private?.spend(state);\n',
    replace: '',
    tests: tests('training', 'step by step'),
  },
  {
    name: 'early-stopping-takes-back-what-was-spent',
    category: 'privacy',
    file: 'src/training/fitRun.ts',
    find: '...(privacy && { privacy }) };\n    engine.snapshots',
    replace: '};\n    engine.snapshots',
    tests: tests('training', 'not taken back'),
  },
  {
    name: 'noise-of-dropped-steps-again',
    category: 'privacy',
    file: 'src/training/private/privateRun.ts',
    find: 'this.#dropped + step',
    replace: 'step',
    tests: tests('training', 'draws neither noise nor rows again'),
  },
  {
    name: 'rows-of-dropped-epochs-again',
    category: 'privacy',
    file: 'src/training/fitRun.ts',
    find: 'dropped = droppedSteps(engine.state)',
    replace: 'dropped = 0 * droppedSteps(engine.state)',
    tests: tests('training', 'draws neither noise nor rows again'),
  },
  {
    name: 'a-position-tells-the-rows',
    category: 'privacy',
    file: 'src/training/trainer.ts',
    find: 'privacy ? batchSize : rows',
    replace: 'rows',
    tests: tests('training', 'how many rows'),
  },
  {
    name: 'steps-without-privacy-forgotten',
    category: 'privacy',
    file: 'src/training/private/privateRun.ts',
    find: 'this.#dropped < 0',
    replace: 'this.#dropped < -state.step',
    tests: tests('training', 'were not private'),
  },
  {
    name: 'noise-chosen-anew',
    category: 'privacy',
    file: 'src/training/private/privateRun.ts',
    find: 'privacy.noise ?? state.privacy.at(-1)?.noise',
    replace: 'privacy.noise',
    tests: tests('training', 'stays within a budget'),
  },
];
