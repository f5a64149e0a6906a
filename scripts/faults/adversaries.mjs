// @ts-check

/** @import { Fault } from './types.ts' */

const FLOAT64 = { files: ['tests/families/adversaries.test.ts'], name: 'float64' };
const ALIGNED = { files: ['tests/parity/aligned.test.ts'], name: 'float64' };
const kernels = (/** @type {string} */ name) => ({
  files: ['tests/kernels/twins.test.ts'],
  name: `^${name} `,
});
const HEALTH = { files: ['tests/kernels/health.test.ts'] };
const SPECTRAL = { files: ['tests/parity/normalization.test.ts'], name: 'spectral' };

/** Faults in adversaries, gates of updates and spectral normalization. @type {readonly Fault[]} */
export const adversaryFaults = [
  {
    name: 'losses-of-the-discriminator-reach-the-decoder',
    category: 'gradient paths',
    file: 'src/families/vaeGan/model.ts',
    find: '{ fool: 1, foolSample: 1 }',
    replace: '{ fool: 1, foolSample: 1, fake: 1, fakeSample: 1 }',
    tests: FLOAT64,
  },
  {
    name: 'autoencoder-updated-before-the-critic',
    category: 'order of updates',
    file: 'src/families/matched/model.ts',
    find: `    updates: [
      { group: CRITIC, minimises: { real: 1, fake: 1 } },
      {
        group: DEFAULT_GROUP,
        minimises: { reconstruction: 1, fool: { option: 'match.weight', schedule: weight } },
        forward: () => ({ fool: verdict(graph, judged(z), { name: 'fool', target: 1 }) }),
      },
    ],`,
    replace: `    updates: [
      {
        group: DEFAULT_GROUP,
        minimises: { reconstruction: 1, fool: { option: 'match.weight', schedule: weight } },
        forward: () => ({ fool: verdict(graph, judged(z), { name: 'fool', target: 1 }) }),
      },
      { group: CRITIC, minimises: { real: 1, fake: 1 } },
    ],`,
    tests: FLOAT64,
  },
  {
    name: 'encoder-agrees-with-the-critic-of-domains',
    category: 'formula',
    file: 'src/families/aligned/model.ts',
    find: "fool: () => judged(graph, judge(z), first, 'fool'),",
    replace: "fool: () => judged(graph, judge(z), second, 'fool'),",
    tests: ALIGNED,
  },
  {
    name: 'losses-of-the-critic-reach-the-encoder',
    category: 'gradient paths',
    file: 'src/families/aligned/model.ts',
    find: 'minimises: { reconstruction: 1, fool:',
    replace:
      'minimises: { ...Object.fromEntries(Object.keys(terms).map((name) => [name, 1])), reconstruction: 1, fool:',
    tests: ALIGNED,
  },
  {
    name: 'translations-are-judged-as-those-of-their-own-domain',
    category: 'formula',
    file: 'src/families/aligned/model.ts',
    find: "other, { name: 'fake.domain' }",
    replace: "domain, { name: 'fake.domain' }",
    tests: ALIGNED,
  },
  {
    name: 'the-critic-sees-states-past-the-end',
    category: 'row mask',
    file: 'src/families/aligned/tokens.ts',
    find: '        const told = { ...pass, wordDropout, ended: true };\n        return',
    replace: '        const told = { ...pass, wordDropout, ended: false };\n        return',
    tests: ALIGNED,
  },
  {
    name: 'encoder-of-tokens-is-not-told-the-domain',
    category: 'formula',
    file: 'src/families/aligned/tokens.ts',
    find: '{ x, length, state }',
    replace: '{ x, length }',
    tests: ALIGNED,
  },
  {
    name: 'translations-stay-in-their-domain',
    category: 'formula',
    file: 'src/families/aligned/model.ts',
    find: 'autoencoder.write(graph, z, to, noise)',
    replace: 'autoencoder.write(graph, z, from, noise)',
    tests: { files: ['tests/families/aligned.test.ts'], name: 'partner' },
  },
  {
    name: 'labels-of-made-rows-are-smoothed',
    category: 'formula',
    file: 'src/families/vaeGan/model.ts',
    find: "fake: term('fake', fake, 0),",
    replace: "fake: term('fake', fake, smoothing),",
    tests: FLOAT64,
  },
  {
    name: 'moments-move-in-a-skipped-update',
    category: 'moments',
    file: 'shaders/gated_update.wgsl',
    find: ' || scalars[0].w == 0.0) {',
    replace: ') {',
    tests: HEALTH,
  },
  {
    name: 'moments-move-in-a-skipped-update-of-the-twin',
    category: 'moments',
    file: 'src/reference/twins/gatedUpdate.ts',
    find: ' || at(scalars, 3) === 0) return;',
    replace: ') return;',
    tests: FLOAT64,
  },
  {
    name: 'skipped-updates-count-for-adam',
    category: "Adam's correction",
    file: 'shaders/gated_scalars.wgsl',
    find: ' - skipped[0];',
    replace: ' - 0.0 * skipped[0];',
    tests: kernels('gated_scalars'),
  },
  {
    name: 'skipped-updates-are-not-counted',
    category: "Adam's correction",
    file: 'src/reference/twins/gatedScalars.ts',
    find: 'put(skipped, 0, at(skipped, 0) + 1);',
    replace: 'put(skipped, 0, at(skipped, 0));',
    tests: FLOAT64,
  },
  {
    name: 'both-ahead-and-none-is-updated',
    category: 'formula',
    file: 'shaders/balance.wgsl',
    find: 'high & !low',
    replace: 'high',
    tests: kernels('balance'),
  },
  {
    name: 'singular-value-without-a-gradient',
    category: 'formula',
    file: 'shaders/spectral_backward.wgsl',
    find: 'agreement * left[id.y]',
    replace: '0.0 * left[id.y]',
    tests: SPECTRAL,
  },
  {
    name: 'every-power-iteration-begins-anew',
    category: 'state',
    file: 'src/ops/spectralWeight.ts',
    find: 'values: vectors.left, variable: u',
    replace: 'values: u, variable: vectors.left',
    tests: SPECTRAL,
  },
];
