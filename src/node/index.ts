/** The entry `webgpu-vae/node`: an adapter, data sets and storage for tunings in Node. */
export { type AdapterKind, type OpenGpu, openGpu } from './adapter.ts';
export type { LoadedCounts } from './counts/countTable.ts';
export { type CountsOptions, loadCounts } from './loadCounts.ts';
export { type LoadedData, loadDataset } from './loadDataset.ts';
export { type LoadedRatings, loadRatings, type RatingsOptions } from './loadRatings.ts';
export { type LoadedTable, loadTable, type TableOptions } from './loadTable.ts';
export { type LoadedTexts, loadTexts, type TextsOptions } from './loadTexts.ts';
export { loadMnist } from './mnist.ts';
export { pollGently } from './pollGently.ts';
export { needsRelaunch, relaunchWithSoftware } from './relaunch.ts';
export { type SoftwareEnvironment, softwareEnvironment } from './software.ts';
export { tuningFile } from './tuningFile.ts';
