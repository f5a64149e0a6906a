/** Runs before each test file: ends what helpers arranged, after the file's own hooks. */
import { afterAll, afterEach } from 'vitest';
import { endFile, endTest } from '../support/ends.ts';

afterEach(endTest);
afterAll(endFile);
