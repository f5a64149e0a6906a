import { expect, test } from 'vitest';
import { missingPackages } from '../../scripts/setup/missing.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b-darwin': { version: '2.0.0', optional: true },
};
const everywhere = () => true;

test('nothing is missing when each package is there in its version', () => {
  expect(missingPackages(wanted, { 'node_modules/a': { version: '1.0.0' } }, everywhere)).toEqual(
    [],
  );
});

test.each([
  ['not installed', {}, everywhere],
  ['another version', { 'node_modules/a': { version: '0.9.0' } }, everywhere],
  ['files deleted', { 'node_modules/a': { version: '1.0.0' } }, () => false],
])('a package is missing: %s', (_, installed, isPresent) => {
  expect(missingPackages(wanted, installed, isPresent)).toEqual(['node_modules/a']);
});

test('an installed optional package must have the right version', () => {
  const installed = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-darwin': { version: '1.0.0' },
  };
  expect(missingPackages(wanted, installed, everywhere)).toEqual(['node_modules/b-darwin']);
});
