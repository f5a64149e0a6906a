// @ts-check

/** @import { Fault } from './types.ts' */

const TWINS = ['tests/kernels/twins.test.ts'];
const FAMILY = ['tests/families/multimodal.test.ts'];
const PARITY = ['tests/parity/multimodal.test.ts'];

/** Faults in models of several modalities. @type {readonly Fault[]} */
export const modalityFaults = [
  {
    name: 'modalities-a-missing-one-is-an-expert',
    category: 'row mask',
    file: 'shaders/expert_subsets.wgsl',
    find: 'select(0.0, 1.0, is_member & !whole)',
    replace: 'select(0.0, 1.0, !whole)',
    tests: { files: FAMILY, name: 'what is missing changes no bit' },
  },
  {
    name: 'modalities-a-missing-one-counts',
    category: 'row mask',
    file: 'shaders/expert_subsets.wgsl',
    find: 'select(0.0, weight, select(is_there, is_member, OWN))',
    replace: 'weight',
    tests: { files: PARITY, name: 'twenty steps' },
  },
  {
    name: 'modalities-products-without-the-prior',
    category: 'wrong formula',
    file: 'src/families/multimodal/joints/product.ts',
    find: 'prior: true',
    replace: 'prior: false',
    tests: { files: PARITY, name: "'product'" },
  },
  {
    name: 'modalities-the-only-one-counts-twice',
    category: 'wrong formula',
    file: 'src/families/multimodal/joints/product.ts',
    find: 'once: true',
    replace: 'once: false',
    tests: { files: PARITY, name: "'product'" },
  },
  {
    name: 'modalities-experts-ignore-their-means',
    category: 'gradient',
    file: 'shaders/product_of_experts_backward.wgsl',
    find: ' - (experts[mu] - product[place]) * dmu',
    replace: '',
    tests: { files: TWINS, name: 'product_of_experts_backward' },
  },
  {
    name: 'modalities-bounds-of-half-the-rows',
    category: 'row mask',
    file: 'src/families/multimodal/bounds.ts',
    find: ', samples, bounds: subsets }',
    replace: ', samples }',
    tests: { files: PARITY, name: "'mixture'" },
  },
  {
    name: 'modalities-of-tokens-read-past-the-end',
    category: 'row mask',
    file: 'src/families/multimodal/tokens.ts',
    find: 'encoder.apply(graph, { x, length }, pass)',
    replace: 'encoder.apply(graph, { x }, pass)',
    tests: { files: ['tests/parity/multimodalTokens.test.ts'], name: 'twenty steps' },
  },
  {
    name: 'modalities-a-missing-one-is-an-expert-in-onnx',
    category: 'row mask',
    file: 'src/families/multimodal/onnxJoint.ts',
    find: "holds === undefined ? value : graph.node('Where', [holds, value, graph.floats(0)])",
    replace: 'holds === undefined ? value : value',
    tests: { files: ['tests/onnx/modalities.test.ts'], name: 'of those that are there' },
  },
];
