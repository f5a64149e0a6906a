// @ts-check

/** @import { Fault } from './types.ts' */

const flows = { files: ['tests/flows/flows.test.ts'] };

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/** Faults in normalizing flows. @type {readonly Fault[]} */
export const flowFaults = [
  {
    name: 'planar-gradient-at-the-flow-after',
    category: 'index',
    file: 'shaders/planar_backward.wgsl',
    find: '        values[i] -= bent * (u + to.share * w);\n',
    replace: '',
    tests: twins('planar_backward'),
  },
  {
    name: 'radial-determinant-without-its-dimensions',
    category: 'formula',
    file: 'shaders/radial_forward.wgsl',
    find: 'f32(L - 1u) * log(r + to.y)',
    replace: 'log(r + to.y)',
    tests: twins('radial_forward'),
  },
  {
    name: 'mask-lets-an-output-see-its-own-value',
    category: 'formula',
    file: 'src/reference/twins/maskWeight.ts',
    find: 'ofValue(row % DIMENSIONS) > from',
    replace: 'ofValue(row % DIMENSIONS) >= from',
    tests: { ...flows, name: 'log determinant' },
  },
  {
    name: 'sylvester-turned-forward-again',
    category: 'formula',
    file: 'src/distributions/flows/sylvester.ts',
    find: '            reversed: true,\n',
    replace: '',
    tests: { files: ['tests/parity/flows.test.ts'] },
  },
  {
    name: 'log-determinant-added-to-the-density',
    category: 'sign',
    file: 'src/distributions/posteriors/flow.ts',
    find: 'draw.ratioAt(graph, z, at), -1)',
    replace: 'draw.ratioAt(graph, z, at), 1)',
    tests: { files: ['tests/flows/posterior.test.ts'], name: 'integral' },
  },
];
