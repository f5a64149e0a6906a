/** What the library needs to run in Node: an adapter and data sets. Imported as `webgpu-vae/node`. */
export { type AdapterKind, type OpenGpu, openGpu } from './adapter.ts';
export { loadDataset, loadMnist } from './mnist.ts';
export { type SoftwareEnvironment, softwareEnvironment } from './software.ts';
