export { isSupported } from '../backend/support.ts';
export { subset, toDataset } from '../data/dataset.ts';
export { fromCanvas, fromImageData, toImageData } from '../data/imageData.ts';
export { oneHotLabels, withLabels } from '../data/labels.ts';
export { type CompressedRows, type SparseRows, sparseRows } from '../data/sparseRows.ts';
export { withCondition } from '../data/withCondition.ts';
export * from '../errors.ts';
export { type ActiveUnits, activeUnits } from '../evaluation/activeUnits.ts';
export { klPerDimension } from '../evaluation/klPerDimension.ts';
export { gunzip, isGzip } from '../formats/gzip.ts';
export { readIdx } from '../formats/idx.ts';
export { describeAdapter } from '../gpu/describeAdapter.ts';
export type * from '../index.ts';
export { traceOf } from '../profiling/trace.ts';
export {
  deleteStoredCheckpoint,
  readStoredCheckpoint,
  storeCheckpoint,
  storedCheckpoints,
} from '../storage/indexedDb.ts';
export { browserTuningStore } from '../storage/tuningStorage.ts';
export { memoryTuningStore } from '../tuning/store.ts';
export { VaeWorker } from './client.ts';
export type { KeptArray, KeptData, RemoteRows } from './keptData.ts';
export type { KeptSource } from './messages.ts';
export type {
  RemoteFitOptions,
  RemoteGroupOptions,
  RemoteSchedule,
  RemoteVaeOptions,
} from './remoteOptions.ts';
export { RemoteVAE } from './remoteVae.ts';
