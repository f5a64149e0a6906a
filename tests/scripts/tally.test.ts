import { expect, test } from 'vitest';
import { tallyTable } from '../setup/tallyTable.ts';

const line = (name: string, count: number): string => JSON.stringify({ name, count });

test('counts of one name are added up, and skipped tests are named', () => {
  const lines = [line('resumes to the bit', 3), line('fuzz cases', 4000), line('fuzz cases', 96)];
  expect(tallyTable(lines, ['naga compiles subgroups']).split('\n')).toEqual([
    '',
    'Counted',
    '  fuzz cases          4,096',
    '  resumes to the bit  3',
    '  named skips         1',
    '  faults              run `npm run test:faults`',
    '  skipped: naga compiles subgroups',
    '',
  ]);
});
