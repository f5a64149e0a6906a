export type { VaeOptions } from './api/options.ts';
export { stepCost } from './api/stepCost.ts';
export { VAE } from './api/vae.ts';
export type { Backend, BackendOptions } from './backend/options.ts';
export { isSupported, type Support, type SupportOptions } from './backend/support.ts';
export type { DecoderOptions } from './checkpoints/decoderOptions.ts';
export { takeRows } from './data/chosenRows.ts';
export { compressedRows } from './data/compressedRows.ts';
export type { DataArrays, Dataset } from './data/dataset.ts';
export { subset, toDataset } from './data/dataset.ts';
export { dSprites, type Sprites, type SpritesOptions } from './data/dSprites.ts';
export type { GpuDType, GpuField, GpuRows } from './data/gpuRows.ts';
export type { Factor, GroundTruth } from './data/groundTruth.ts';
export { type HoldOut, type HoldOutOptions, holdOut } from './data/holdOut.ts';
export {
  type CanvasPixels,
  type Channels,
  fromCanvas,
  fromImageData,
  type ImageDataOptions,
  toImageData,
} from './data/imageData.ts';
export { fromImageFiles } from './data/imageFiles.ts';
export { oneHotLabels, withLabels } from './data/labels.ts';
export type { Ndarray } from './data/ndarray.ts';
export { permutation } from './data/permutation.ts';
export type { PictureOptions } from './data/pictureRows.ts';
export { type PictureSize, resizer } from './data/resize.ts';
export { rowLayout } from './data/rowLayout.ts';
export type { ModelRows, Rows } from './data/rows.ts';
export type { BucketsSampler } from './data/samplers/buckets.ts';
export type { PermutationSampler } from './data/samplers/permutation.ts';
export type { PoissonSampler } from './data/samplers/poisson.ts';
export type { Sampler } from './data/samplers/sampler.ts';
export { type SimulationOptions, simulateInteractions } from './data/simulateInteractions.ts';
export { type CompressedRows, type SparseRows, sparseRows } from './data/sparseRows.ts';
export type { FieldData, FieldRows, HostRows } from './data/table.ts';
export { unpaired } from './data/unpaired.ts';
export { withCondition } from './data/withCondition.ts';
export {
  LIKELIHOODS,
  type LikelihoodChoice,
  type LikelihoodKind,
  type LikelihoodOptions,
} from './distributions/likelihoods/likelihoods.ts';
export type { PriorChoice } from './distributions/priors/priors.ts';
export * from './errors.ts';
export { type ActiveUnits, activeUnits } from './evaluation/activeUnits.ts';
export type { CollapseLevel, CollapseReport } from './evaluation/collapse.ts';
export {
  type DisentanglementScores,
  disentanglement,
} from './evaluation/disentanglement/disentanglement.ts';
export type { Dci } from './evaluation/disentanglement/importances.ts';
export { klPerDimension } from './evaluation/klPerDimension.ts';
export type { MutualInformation } from './evaluation/mutualInformation.ts';
export type { Neighbours } from './evaluation/nearest.ts';
export type { PosteriorStats } from './evaluation/posteriorStats.ts';
export { ndcgAt, type RankingMetric, type Rankings, recallAt } from './evaluation/ranking.ts';
export type {
  AlignedArchitecture,
  AlignedArchitectureChoice,
  RowsAutoencoder,
  RowsAutoencoderChoice,
} from './families/aligned/architecture.ts';
export type { AskedModel } from './families/asked.ts';
export type {
  CountsArchitecture,
  CountsArchitectureChoice,
} from './families/counts/architecture.ts';
export type {
  Level,
  LevelChoice,
  LevelsArchitecture,
  LevelsArchitectureChoice,
} from './families/levels/architecture.ts';
export type { LevelsObjectiveOptions } from './families/levels/objective.ts';
export type {
  AaeArchitectureChoice,
  MatchedArchitecture,
  WaeArchitectureChoice,
} from './families/matched/architecture.ts';
export type { MatchedObjectiveOptions, MatchOptions } from './families/matched/objective.ts';
export type { Architecture, Watched } from './families/model.ts';
export type {
  Modality,
  ModalityChoice,
  MultimodalArchitecture,
  MultimodalArchitectureChoice,
  RowsModality,
  RowsModalityChoice,
  TokensModality,
  TokensModalityChoice,
} from './families/multimodal/architecture.ts';
export type { EncoderOptions as JointEncoderOptions } from './families/multimodal/joints/encoder.ts';
export type { JointChoice, JointOptions } from './families/multimodal/joints/joints.ts';
export type { MixtureOptions as JointMixtureOptions } from './families/multimodal/joints/mixture.ts';
export type { MixtureOfProductsOptions } from './families/multimodal/joints/mixtureOfProducts.ts';
export type { ProductOptions as JointProductOptions } from './families/multimodal/joints/product.ts';
export type {
  RecommendationArchitecture,
  RecommendationArchitectureChoice,
} from './families/recommendation/architecture.ts';
export { type ArchitectureChoice, familyNames } from './families/registry.ts';
export type {
  SequenceArchitecture,
  SequenceArchitectureChoice,
  SequenceNetworks,
} from './families/sequence/architecture.ts';
export type { TableArchitecture, TableArchitectureChoice } from './families/table/architecture.ts';
export type { ColumnKind, TableColumn, TableColumnChoice } from './families/table/columns.ts';
export type {
  TopicsArchitecture,
  TopicsArchitectureChoice,
} from './families/topics/architecture.ts';
export type {
  LatentChoice,
  VaeArchitecture,
  VaeArchitectureChoice,
} from './families/vae/architecture.ts';
export type { BoundChoice } from './families/vae/bounds/bounds.ts';
export type { VaeConfig, VaeConfigChoice } from './families/vae/config.ts';
export type { Latent } from './families/vae/latent.ts';
export type { VaeObjectiveOptions as ObjectiveOptions } from './families/vae/objective.ts';
export { PRESET_NAMES as PRESETS, type PresetName } from './families/vae/presets/names.ts';
export type { RegularizerChoice } from './families/vae/regularizers/regularizers.ts';
export type {
  VaeGanArchitecture,
  VaeGanArchitectureChoice,
} from './families/vaeGan/architecture.ts';
export type {
  AdversaryOptions,
  Balance,
  VaeGanObjectiveOptions,
} from './families/vaeGan/objective.ts';
export type { VibArchitecture, VibArchitectureChoice } from './families/vib/architecture.ts';
export type { VibObjectiveOptions } from './families/vib/objective.ts';
export { type Cifar10Images, readCifar10 } from './formats/cifar10.ts';
export { gunzip, isGzip } from './formats/gzip.ts';
export { type IdxArray, readIdx } from './formats/idx.ts';
export { type NpyArray, readNpy, writeNpy } from './formats/npy.ts';
export { isNpy } from './formats/npyHeader.ts';
export type { NpyValues } from './formats/npyValues.ts';
export { type AdapterDescription, describeAdapter } from './gpu/describeAdapter.ts';
export type { AdapterSource } from './gpu/requestAdapter.ts';
export type { DType } from './graph/tensor.ts';
export type { DrawOptions } from './inference/draw.ts';
export type { GpuOutput } from './inference/gpuOutput.ts';
export type { ImputeOptions } from './inference/impute.ts';
export type {
  EncodeOptions,
  Encoding,
  SampledEncoding,
  SampleOptions,
} from './inference/inferenceOptions.ts';
export type {
  InterpolationMethod,
  InterpolationOptions,
} from './inference/latent/interpolation.ts';
export type { ManifoldOptions } from './inference/latent/manifold.ts';
export type { TraversalOptions } from './inference/latent/traversal.ts';
export type {
  DiagnosisOptions,
  LatentDiagnosis,
  LevelDiagnosis,
} from './inference/latentDiagnosis.ts';
export type { LatentOrigin } from './inference/latentSpace.ts';
export type { Figures, Losses } from './inference/losses.ts';
export type { NllEstimate, NllOptions } from './inference/nllEstimate.ts';
export type { Prediction, PredictOptions } from './inference/predict.ts';
export type { Recommendation, RecommendOptions } from './inference/recommend.ts';
export type { RegretOptions } from './inference/regret.ts';
export type { Scores } from './inference/rowFigures.ts';
export type { ProgramOptions } from './inference/runProgram.ts';
export type { ScoreOptions } from './inference/score.ts';
export type { DomainsOfTranslation, TranslateOptions } from './inference/translate.ts';
export type { DispatchCost, StepCost } from './kernels/cost.ts';
export type {
  Bound,
  DispatchPrediction,
  GpuPeak,
  StepPrediction,
} from './kernels/predict.ts';
export {
  type OwnVariants,
  PRODUCT_KERNELS,
  PRODUCT_VARIANTS,
  type ProductKernel,
  type ProductVariant,
  type VariantChoices,
} from './kernels/variants.ts';
export type { ActivationSpec } from './layers/activation.ts';
export type { AvgPool2dSpec } from './layers/avgPool2d.ts';
export type { BatchNormSpec } from './layers/batchNorm.ts';
export type { Conv1dSpec } from './layers/conv1d.ts';
export type { Conv2dSpec } from './layers/conv2d.ts';
export type { ConvTranspose2dSpec } from './layers/convTranspose2d.ts';
export type { DenseSpec } from './layers/dense.ts';
export type { DropoutSpec } from './layers/dropout.ts';
export type { EmbeddingSpec } from './layers/embedding.ts';
export type { FlattenSpec } from './layers/flatten.ts';
export type { GateSpec } from './layers/gate.ts';
export type { GroupNormSpec } from './layers/groupNorm.ts';
export type { GruSpec } from './layers/gru.ts';
export type { PairChoice } from './layers/image.ts';
export type { LayerSpec } from './layers/layer.ts';
export type { LayerNormSpec } from './layers/layerNorm.ts';
export type { LstmSpec } from './layers/lstm.ts';
export type { MaxPool2dSpec } from './layers/maxPool2d.ts';
export type { RecurrentFields } from './layers/recurrent.ts';
export type { BuiltInLayer, LayerChoice, LayerChoiceOf, OwnLayers } from './layers/registry.ts';
export type { ReshapeSpec } from './layers/reshape.ts';
export type { ResidualSpec } from './layers/residual.ts';
export type { SoftmaxSpec } from './layers/softmax.ts';
export type { SpectralConv2dSpec, SpectralDenseSpec } from './layers/spectral.ts';
export type { LayerDescription } from './layers/stack.ts';
export type { UpsampleSpec } from './layers/upsample.ts';
export { ACTIVATIONS, type Activation } from './ops/slots.ts';
export type { Hyperparameters } from './optimizers/hyperparameters.ts';
export {
  OPTIMIZER_NAMES as OPTIMIZERS,
  type OptimizerName,
  type OptimizerOptions,
} from './optimizers/registry.ts';
export type { GpuModel, KernelStatistics } from './profiling/gpuModel.ts';
export { predictStep } from './profiling/predictStep.ts';
export type {
  DispatchProfile,
  Profile,
  ProfileClock,
  ProfileMode,
  Rates,
} from './profiling/profile.ts';
export type { ProfileOptions } from './profiling/profileRun.ts';
export {
  type NameEvent,
  type SpanEvent,
  type Trace,
  type TraceEvent,
  traceOf,
} from './profiling/trace.ts';
export type { DeviceLoss } from './runtime/deviceRecovery.ts';
export type { KernelChoices } from './runtime/kernelChoices.ts';
export type { Notice } from './runtime/notice.ts';
export type { CosineSchedule } from './schedules/cosine.ts';
export type { CyclicalSchedule } from './schedules/cyclical.ts';
export type { LinearSchedule } from './schedules/linear.ts';
export type { NamedSchedule, Schedule } from './schedules/schedule.ts';
export type { SigmoidSchedule } from './schedules/sigmoid.ts';
export type { StepSchedule } from './schedules/step.ts';
export type { WarmupSchedule } from './schedules/warmup.ts';
export {
  deleteStoredCheckpoint,
  readStoredCheckpoint,
  storeCheckpoint,
  storedCheckpoints,
} from './storage/indexedDb.ts';
export { browserTuningStore } from './storage/tuningStorage.ts';
export type { EarlyStopping } from './training/earlyStopping.ts';
export type {
  EpochReport,
  FitOptions,
  History,
  Progress,
  StepReport,
  StopReason,
} from './training/fit.ts';
export type { GroupOptions } from './training/groups.ts';
export type { TrainingOptions } from './training/options.ts';
export type { PrivacyOptions, PrivacySpent } from './training/privacyOptions.ts';
export type {
  SkippedVariant,
  TimedDispatch,
  TunedDispatch,
  TunedInputs,
  TuneReport,
  VariantTimes,
} from './tuning/report.ts';
export { memoryTuningStore, type TuningStore } from './tuning/store.ts';
export type { TuneOptions } from './tuning/tuneOptions.ts';
