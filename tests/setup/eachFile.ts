/** Runs in every test file: leaves the CPU to the software adapter, and undoes the changes of helpers. */
import { afterAll, afterEach } from 'vitest';
import { pollGently } from '../../src/node/pollGently.ts';
import { endFile, endTest } from '../support/ends.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';

if (suiteAdapter() === 'software') pollGently();
afterEach(endTest);
afterAll(endFile);
