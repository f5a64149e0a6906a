export type { Dataset } from './data/dataset.ts';
export { subset, toDataset } from './data/dataset.ts';
export { type HoldOut, type HoldOutOptions, holdOut } from './data/holdOut.ts';
export { type SimulationOptions, simulateInteractions } from './data/simulateInteractions.ts';
export * from './errors.ts';
export { ndcgAt, type RankingMetric, type Rankings, recallAt } from './evaluation/ranking.ts';
export { gunzip, isGzip } from './formats/gzip.ts';
export { readIdx } from './formats/idx.ts';
export type { AdapterDescription } from './gpu/device.ts';
export type { DispatchCost, StepCost } from './kernels/cost.ts';
export {
  type Bound,
  type DispatchPrediction,
  type GpuPeak,
  predictStep,
  type StepPrediction,
} from './kernels/predict.ts';
export type { ProductKernel, ProductVariant, VariantChoices } from './kernels/variants.ts';
export type { VaeConfig } from './models/vae.ts';
export type {
  DispatchProfile,
  Profile,
  ProfileClock,
  ProfileMode,
  Rates,
} from './profiling/profile.ts';
export {
  type NameEvent,
  type SpanEvent,
  type Trace,
  type TraceEvent,
  traceOf,
} from './profiling/trace.ts';
export {
  deleteStoredCheckpoint,
  readStoredCheckpoint,
  storeCheckpoint,
  storedCheckpoints,
} from './storage/indexedDb.ts';
export { browserTuningStore } from './storage/tuningStorage.ts';
export type {
  EpochReport,
  FitOptions,
  History,
  Progress,
  Rows,
  StepReport,
} from './training/fit.ts';
export type { DeviceLoss, KernelChoices, Notice } from './training/live.ts';
export type { Losses } from './training/losses.ts';
export type { TrainingOptions, VaeOptions } from './training/options.ts';
export type { ProfileOptions } from './training/profileRun.ts';
export { stepCost } from './training/stepCost.ts';
export type { TuneOptions } from './training/tuneOptions.ts';
export { VAE } from './training/vae.ts';
export type {
  SkippedVariant,
  TimedDispatch,
  TunedDispatch,
  TunedInputs,
  TuneReport,
  VariantTimes,
} from './tuning/report.ts';
export { memoryTuningStore, type TuningStore } from './tuning/store.ts';
