/** Runs in every test file: undoes the changes of helpers after the file's own hooks. */
import { afterAll, afterEach } from 'vitest';
import { endFile, endTest } from '../support/ends.ts';

afterEach(endTest);
afterAll(endFile);
