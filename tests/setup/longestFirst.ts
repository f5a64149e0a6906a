import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The projects in the order in which they run. */
const PROJECTS = ['alone', 'shared', 'wasm'];

/** Slow files on a software adapter, the longest first. */
const LONG = [
  'tests/naga/naga.test.ts',
  'tests/kernels/twins.test.ts',
  'tests/parity/parity.test.ts',
  'tests/tuning/tune.test.ts',
  'tests/worker/worker.test.ts',
  'tests/tuning/cli.test.ts',
  'tests/demo/train.test.ts',
  'tests/docs/codeBlocks.test.ts',
  'tests/package/tarball.test.ts',
  'tests/fusion/onDevice.test.ts',
  'tests/training/objective.test.ts',
  'tests/isa/budgets.test.ts',
  'tests/training/resume.test.ts',
  'tests/fusion/likelihoods.test.ts',
  'tests/demo/trouble.test.ts',
  'tests/training/memory.test.ts',
  'tests/kernels/race.test.ts',
];

/**
 * Orders files so that the workers finish at about the same time: long files first, project by
 * project, since a worker process is not reused for a file of another project.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const at = LONG.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      const after = PROJECTS.indexOf(project.name) * (LONG.length + 1);
      return after + (at === -1 ? LONG.length : at);
    };
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
