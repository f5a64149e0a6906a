// @ts-check
/** Functions that use the worker entry in a page. The test calls one at a time. */
import * as calls from './calls.js';
import * as endings from './endings.js';
import * as ownKinds from './ownKinds.js';
import * as training from './training.js';

Object.assign(globalThis, { page: { ...calls, ...training, ...endings, ...ownKinds } });
