import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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
      const shared = project.config.isolate ? 0 : LONG.length + 1;
      return shared + (at === -1 ? LONG.length : at);
    };
    return [...files].sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
