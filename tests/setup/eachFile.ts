/** Runs before each test file: leaves the CPU to the software adapter, and ends what helpers arranged, after the file's own hooks. */
import { afterAll, afterEach } from 'vitest';
import { pollGently } from '../../src/node/pollGently.ts';
import { endFile, endTest } from '../support/ends.ts';

pollGently();
afterEach(endTest);
afterAll(endFile);
