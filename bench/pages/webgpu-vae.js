import { ownContender } from './shared/own.js';

Object.assign(globalThis, { contender: ownContender({ tuned: false }) });
