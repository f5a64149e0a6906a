import '@tensorflow/tfjs-backend-webgpu';
import { version } from '@tensorflow/tfjs-backend-webgpu/package.json';
import { builtIn } from './shared/tfjs/builtIn.js';
import { tfContender } from './shared/tfjs.js';

Object.assign(globalThis, { contender: tfContender('tfjs-webgpu', 'webgpu', version, builtIn) });
