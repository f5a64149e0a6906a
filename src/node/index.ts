/** What the library needs to run in Node: an adapter, data sets, a place for tunings. Imported as `webgpu-vae/node`. */
export { type AdapterKind, type OpenGpu, openGpu } from './adapter.ts';
export { loadDataset, loadMnist } from './mnist.ts';
export { pollGently } from './pollGently.ts';
export { needsRelaunch, relaunchWithSoftware } from './relaunch.ts';
export { type SoftwareEnvironment, softwareEnvironment } from './software.ts';
export { tuningFile } from './tuningFile.ts';
