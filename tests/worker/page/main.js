// @ts-check
/** What a page does with the worker entry; the test calls one function at a time. */
import * as calls from './calls.js';
import * as endings from './endings.js';
import * as training from './training.js';

Object.assign(globalThis, { page: { ...calls, ...training, ...endings } });
