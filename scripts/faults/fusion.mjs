// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests of one rule.
 * @param {string} rule
 */
const rule = (rule) => ({ files: [`tests/fusion/${rule}.test.ts`] });

/** Faults in the rules that join dispatches into one of another kernel. @type {readonly Fault[]} */
export const fusionFaults = [
  {
    name: 'latent-terms-with-another-reader',
    category: 'fusion',
    file: 'src/fusion/latentForward.ts',
    find: '|| usersOf(step, recorded).length !== 1) continue;',
    replace: ') continue;',
    tests: rule('latent'),
  },
  {
    name: 'latent-statistics-activated',
    category: 'fusion',
    file: 'src/fusion/latentForward.ts',
    find: "  if (encode.slots.activation?.choice !== 'identity') return undefined;\n",
    replace: '',
    tests: rule('latent'),
  },
  {
    name: 'latent-parameters-of-two-groups',
    category: 'fusion',
    file: 'src/fusion/latent.ts',
    find: 'if (!same || first?.group === undefined)',
    replace: 'if (first?.group === undefined)',
    tests: rule('latent'),
  },
  {
    name: 'latent-dz-with-another-reader',
    category: 'fusion',
    file: 'src/fusion/latentBackward.ts',
    find: '|| usersOf(step, dz).length !== 2) continue;',
    replace: ') continue;',
    tests: rule('latent'),
  },
  {
    name: 'latent-dstats-with-another-writer',
    category: 'fusion',
    file: 'src/fusion/latentBackward.ts',
    find: '    if (writersOf(step, dstats).length !== 2) continue;\n',
    replace: '',
    tests: rule('latent'),
  },
  {
    name: 'latent-noise-of-stream-0',
    category: 'random counter used twice',
    file: 'src/fusion/latentBackward.ts',
    find: '      ...(sample.constants.STREAM !== undefined && { STREAM: sample.constants.STREAM }),\n',
    replace: '',
    tests: { files: ['tests/fusion/onDevice.test.ts'], name: 'noise drawn .*37-53' },
  },
  {
    name: 'likelihood-with-another-reader',
    category: 'fusion',
    file: 'src/fusion/denseLikelihood.ts',
    find: '|| usersOf(step, logits).length !== 3) continue;',
    replace: ') continue;',
    tests: rule('denseLikelihood'),
  },
  {
    name: 'likelihood-of-a-gradient-that-adds',
    category: 'fusion',
    file: 'src/fusion/denseLikelihood.ts',
    find: '  if (backward.constants.ACCUMULATE !== false) return undefined;\n',
    replace: '',
    tests: rule('denseLikelihood'),
  },
  {
    name: 'parts-of-another-term',
    category: 'loss terms in parts',
    file: 'src/fusion/termsInParts.ts',
    find: 'recorded.bindings.terms?.name === terms.name;',
    replace: 'recorded.bindings.terms !== undefined;',
    tests: rule('denseLikelihood'),
  },
  {
    name: 'update-of-a-gradient-that-adds',
    category: 'fusion',
    file: 'src/fusion/denseUpdate.ts',
    find: 'if (constants.ACCUMULATE_WEIGHT !== false || constants.ACCUMULATE_BIAS !== false) return false;',
    replace: 'if (constants.ACCUMULATE_WEIGHT !== false) return false;',
    tests: rule('denseUpdate'),
  },
  {
    name: 'update-with-another-reader',
    category: 'fusion',
    file: 'src/fusion/denseUpdate.ts',
    find: 'usersOf(step, gradient).length === 1,',
    replace: 'true,',
    tests: rule('denseUpdate'),
  },
  {
    name: 'update-with-a-reader-of-all-gradients',
    category: 'fusion',
    file: 'src/fusion/denseUpdate.ts',
    find: '|| usersOf(step, gradient).length !== 1) continue;',
    replace: ') continue;',
    tests: rule('denseUpdate'),
  },
  {
    name: 'update-of-half-a-group',
    category: 'fusion',
    file: 'src/fusion/denseUpdate.ts',
    find: 'sizes.reduce((sum, size) => sum + size) === adam.constants.P',
    replace: 'true',
    tests: rule('denseUpdate'),
  },
  {
    name: 'update-of-different-rows',
    category: 'fusion',
    file: 'src/fusion/denseUpdate.ts',
    find: 'return a.constants.M === b.constants.M && compatible;',
    replace: 'return compatible;',
    tests: rule('denseUpdate'),
  },
  {
    name: 'update-mixes-inputs-anyway',
    category: 'fusion',
    file: 'src/fusion/denseUpdate.ts',
    find: '(mixed && (!one?.data || !other?.data))',
    replace: '(!one?.data || !other?.data)',
    tests: rule('denseUpdate'),
  },
  {
    name: 'update-of-too-many-layers',
    category: 'layer tables',
    file: 'src/fusion/denseUpdate.ts',
    find: 'batch.length < MAX_LAYERS &&',
    replace: 'true &&',
    tests: rule('denseUpdate'),
  },
  {
    name: 'arenas-overlap',
    category: 'memory',
    file: 'src/fusion/packArenas.ts',
    find: 'roundUp(offset + physicalSize(tensor.shape), TENSOR_ALIGNMENT)',
    replace: 'roundUp(physicalSize(tensor.shape), TENSOR_ALIGNMENT)',
    tests: rule('packArenas'),
  },
  {
    name: 'arenas-for-nothing',
    category: 'memory',
    file: 'src/fusion/fuse.ts',
    find: 'denseUpdate(options)) : joined;',
    replace: 'denseUpdate(options)) : packArenas(joined);',
    tests: rule('fusion'),
  },
];
