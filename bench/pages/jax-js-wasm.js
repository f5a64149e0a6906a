import { version } from '../node_modules/@jax-js/jax/package.json';
import { jaxContender } from './shared/jax.js';

Object.assign(globalThis, { contender: jaxContender('jax-js-wasm', 'wasm', version) });
