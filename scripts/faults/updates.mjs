// @ts-check

/** @import { Fault } from './types.ts' */

const TWO_NETWORKS = {
  files: ['tests/families/twoNetworks.test.ts'],
  name: 'ten steps in float64',
};

/** Faults in multiple updates, sites, variables and gradient paths. @type {readonly Fault[]} */
export const updateFaults = [
  {
    name: 'own-forward-before-the-earlier-optimizer',
    category: 'order of updates',
    file: 'src/training/recordTraining.ts',
    find: `  for (const updates of runsOf(objective.updates)) {
    const [first] = updates;
    if (first?.forward) {
      recording.forward(new Map(Object.entries(first.forward())), periodOf(first));
    }
    const optimizers = updates.map((update) => recording.backward(update));
    for (const optimize of optimizers) optimize();
  }`,
    replace: `  const optimizers: (() => void)[] = [];
  for (const updates of runsOf(objective.updates)) {
    const [first] = updates;
    if (first?.forward) {
      recording.forward(new Map(Object.entries(first.forward())), periodOf(first));
    }
    optimizers.push(...updates.map((update) => recording.backward(update)));
  }
  for (const optimize of optimizers) optimize();`,
    tests: TWO_NETWORKS,
  },
  {
    name: 'period-ignored-in-float64-and-phases',
    category: 'order of updates',
    file: 'src/graph/plan.ts',
    find: 'return (step - 1) % every === 0;',
    replace: 'return step > 0 && every > 0;',
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'every so many steps' },
  },
  {
    name: 'period-ignored-on-the-device',
    category: 'order of updates',
    file: 'src/gpu/executable.ts',
    find: 'const key = this.#periods.filter((every) => runsIn(step, { every })).join();',
    replace: "const key = 'every step';",
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'every so many steps' },
  },
  {
    name: 'group-counts-the-steps-of-the-run',
    category: "Adam's correction",
    file: 'src/training/stepScalars.ts',
    find: 'const count = gated ? Infinity : Math.floor((step - 1) / every) + 1;',
    replace: 'const count = every > 0 ? step : 0;',
    tests: TWO_NETWORKS,
  },
  {
    name: 'gradients-flow-through-a-stop',
    category: 'gradient paths',
    file: 'src/ops/stopGradient.ts',
    find: 'return { ...tensor, stopped: true };',
    replace: 'return tensor;',
    tests: { files: ['tests/ops/stopGradient.test.ts'], name: 'stopGradient' },
  },
  {
    name: 'straight-through-into-the-hard-tensor',
    category: 'gradient paths',
    file: 'src/ops/straightThrough.ts',
    find: 'pass.gradientInto(soft)',
    replace: 'pass.gradientInto(hard)',
    tests: { files: ['tests/ops/stopGradient.test.ts'], name: 'straightThrough' },
  },
  {
    name: 'second-derivative-takes-the-first-weights',
    category: 'loss weight',
    file: 'src/graph/differentiate.ts',
    find: '[term.name, firstWeight + i]',
    replace: '[term.name, i]',
    tests: { files: ['tests/ops/severalLosses.test.ts'] },
  },
  {
    name: 'places-share-a-stream',
    category: 'random counter used twice',
    file: 'src/ops/noise.ts',
    find: '      const stream = siteStream(purpose, site);\n      site += 1;\n',
    replace: '      const stream = siteStream(purpose, site);\n',
    tests: { files: ['tests/ops/sites.test.ts'], name: 'noise that kernels draw' },
  },
  {
    name: 'accuracy-of-the-last-class',
    category: 'formula',
    file: 'shaders/accuracy.wgsl',
    find: 'likeliest = class_index;',
    replace: 'likeliest = C - 1u;',
    tests: { files: ['tests/kernels/twins.test.ts'], name: '^accuracy ' },
  },
  {
    name: 'moving-average-ignores-health',
    category: 'health',
    file: 'shaders/moving_average.wgsl',
    find: 'atomicLoad(&health[0]) >= step.counter',
    replace: 'atomicLoad(&health[0]) >= 0u',
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'in the step that was bad' },
  },
  {
    name: 'moving-average-counts-every-row',
    category: 'row mask',
    file: 'shaders/moving_average.wgsl',
    find: 'let rows = min(M, step.row_count);',
    replace: 'let rows = M;',
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'values by hand' },
  },
  {
    name: 'carried-over-the-end-of-a-burst',
    category: 'bursts',
    file: 'src/gpu/executable.ts',
    find: 'encoder.clearBuffer(buffer, offset, size);',
    replace: '',
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'carry and on the device' },
  },
  {
    name: 'carried-zeroed-at-every-submit',
    category: 'bursts',
    file: 'src/gpu/executable.ts',
    find: 'if (first === 0) {',
    replace: 'if (first >= 0) {',
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'carry and on the device' },
  },
  {
    name: 'fused-product-writes-what-it-reads',
    category: 'fusion',
    file: 'src/fusion/activationForward.ts',
    find: 'name === y.name',
    replace: 'name === y.name && false',
    tests: { files: ['tests/runtime/acrossSteps.test.ts'], name: 'only the next step reads' },
  },
  {
    name: 'variables-not-restored-from-a-file',
    category: 'variables',
    file: 'src/checkpoints/restoreSnapshot.ts',
    find: 'variables: read(store.variables, store.variableViews),',
    replace: 'variables: new Map(),',
    tests: { files: ['tests/families/variables.test.ts'], name: 'a file holds it' },
  },
  {
    name: 'view-read-in-the-inverse-order',
    category: 'checkpoint views',
    file: 'src/graph/view.ts',
    find: '(index[k] ?? 0) * (strides[axis] ?? 0)',
    replace: '(index[axis] ?? 0) * (strides[k] ?? 0)',
    tests: { files: ['tests/graph/view.test.ts'] },
  },
  {
    name: 'part-without-its-own-initial-values',
    category: 'initial values',
    file: 'src/runtime/initialize.ts',
    find: 'if (part.init === init) continue;',
    replace: 'if (part.init !== init) continue;',
    tests: { files: ['tests/random/initializers.test.ts'], name: 'a part with' },
  },
  {
    name: 'refused-parameter-leaves-its-group',
    category: 'store',
    file: 'src/graph/store.ts',
    find: '    const full = this.#groups.size',
    replace: '    this.#groups.set(groupName, group);\n    const full = this.#groups.size',
    tests: { files: ['tests/graph/store.test.ts'], name: 'groups' },
  },
  {
    name: 'left-out-terms-keep-earlier-values',
    category: 'order of updates',
    file: 'src/graph/plan.ts',
    find: "role === 'carried' || (role === 'terms' && names.has(name))",
    replace: "role === 'carried' || (role === 'terms' && names.has('no term'))",
    tests: {
      files: ['tests/runtime/acrossSteps.test.ts'],
      name: 'a loss term that some steps leave out',
    },
  },
  {
    name: 'reads-across-periods',
    category: 'order of updates',
    file: 'src/training/recordTraining.ts',
    find: 'if (every % made === 0) continue;',
    replace: 'if (every >= made) continue;',
    tests: { files: ['tests/training/recordTraining.test.ts'] },
  },
  {
    name: 'epoch-lost-between-snapshot-and-report',
    category: 'lost devices',
    file: 'src/training/fitRun.ts',
    find: 'if (state.row === 0) await this.#endEpoch(state.epoch);',
    replace: '',
    tests: { files: ['tests/resilience/lostDevice.test.ts'], name: 'an epoch is told' },
  },
];
