/**
 * The entry `webgpu-vae/extend`: registers the app's own layers, likelihoods, families and product
 * variants, and exports the operations that they are composed of. Register them before you create or load a model
 * that names them. A worker has its own registry: register there, in a worker of your own that calls `serveWorker`.
 */

export type { BatchSource, RowSource, Storage } from './data/batchSource.ts';
export type { Domain, FieldDomain } from './data/domain.ts';
export type { Field } from './data/field.ts';
export type { Table } from './data/table.ts';
export { divergence, logRatio } from './distributions/divergence.ts';
export type {
  Flow,
  FlowAt,
  FlowContext,
  FlowDefinition,
  FlowNumbers,
} from './distributions/flows/flow.ts';
export { registerFlow } from './distributions/flows/flows.ts';
export type { KindOptions } from './distributions/kindOptions.ts';
export type {
  LikelihoodContext,
  LikelihoodDefinition,
  LikelihoodHead,
  OnnxLikelihoodContext,
  OnnxMean,
} from './distributions/likelihoods/likelihood.ts';
export { prefixed } from './distributions/likelihoods/likelihood.ts';
export {
  buildLikelihood,
  loadLikelihood,
  registerLikelihood,
  resolveLikelihood,
} from './distributions/likelihoods/likelihoods.ts';
export {
  type GaussianDraw,
  type GaussianHead,
  type GaussianPosterior,
  gaussianHead,
  gaussianPosterior,
} from './distributions/posteriors/gaussian.ts';
export type {
  Draw,
  OnnxPosterior,
  OnnxPosteriorContext,
  OnnxStatistic,
  Posterior,
  PosteriorContext,
  PosteriorDefinition,
  PosteriorHead,
  PosteriorLayer,
} from './distributions/posteriors/posterior.ts';
export { registerPosterior } from './distributions/posteriors/posteriors.ts';
export type {
  Divergence,
  Prior,
  PriorContext,
  PriorDefinition,
  PriorEncoder,
} from './distributions/priors/prior.ts';
export { registerPrior } from './distributions/priors/priors.ts';
export { standardNormalPrior } from './distributions/priors/standardNormal.ts';
export type { Family, OnnxNetworks } from './families/family.ts';
export type {
  Amount,
  Architecture,
  FamilyOptions,
  GivenRows,
  Model,
  Objective,
  ObjectiveRequest,
  Program,
  ProgramKind,
  ProgramRequest,
  Programs,
  ReportedTerm,
  Term,
  Terms,
  Update,
  Watched,
} from './families/model.ts';
export { forwardProgram } from './families/program.ts';
export { registerFamily } from './families/registry.ts';
export type { OnnxExporter } from './formats/onnx/exporter.ts';
export type {
  OnnxAttribute,
  OnnxGraph,
  OnnxNode,
  OnnxPort,
  OnnxTensor,
  OnnxValue,
  ReadParameter,
} from './formats/onnx/graph.ts';
export { Graph } from './graph/graph.ts';
export type { Initializer } from './graph/initializer.ts';
export { type ParameterSpec, Store } from './graph/store.ts';
export type { DType, Tensor, TensorRole } from './graph/tensor.ts';
export type { ViewSpec } from './graph/view.ts';
export { registerVariant, type VariantDefinition } from './kernels/registerVariant.ts';
export { type ConvolutionDeclaration, declareConvolution } from './layers/declareConvolution.ts';
export { type DenseDeclaration, type DensePart, declareDense } from './layers/dense.ts';
export type {
  BuiltLayer,
  ForwardPass,
  HeadKind,
  HeadShapes,
  LayerInputs,
  LayerKind,
  LayerOutputs,
  LayerScope,
  LayerSpec,
  Mode,
  OnnxHead,
  OnnxHeadContext,
  OnnxLayer,
  OnnxLayerContext,
  Shape,
} from './layers/layer.ts';
export { loadAllKernels } from './layers/loadAllKernels.ts';
export { loadLayerKinds, loadLayers, registerLayer } from './layers/registry.ts';
export { buildStack, type LayerDescription, resolveStack, type Stack } from './layers/stack.ts';
export { activate } from './ops/activate.ts';
export { affineFlow, affineFlowInverse } from './ops/affineFlow.ts';
export { type BatchInputs, batchInputs, type FieldInput } from './ops/batchInputs.ts';
export {
  type BatchNormalization,
  batchNormalization,
  type NormalizedBatch,
} from './ops/batchNormalization.ts';
export { broadcast } from './ops/broadcast.ts';
export { carry } from './ops/carry.ts';
export { categoricalKl } from './ops/categoricalKl.ts';
export { categoricalNll } from './ops/categoricalNll.ts';
export { combineTerms } from './ops/combineTerms.ts';
export { type ConcreteOptions, concrete } from './ops/concrete.ts';
export { type Convolution, convolution } from './ops/convolution.ts';
export { type Dense, dense } from './ops/dense.ts';
export { dropout } from './ops/dropout.ts';
export { embedding } from './ops/embedding.ts';
export type { FlowRows, Transformed } from './ops/flow.ts';
export { fullKl } from './ops/fullKl.ts';
export { gate } from './ops/gate.ts';
export { gather } from './ops/gather.ts';
export { gatherIndices } from './ops/gatherIndices.ts';
export { gatherOneHot } from './ops/gatherOneHot.ts';
export { groupNormalization } from './ops/groupNormalization.ts';
export { gru } from './ops/gru.ts';
export { householder } from './ops/householder.ts';
export type { ImageSize, Pair, Windows } from './ops/image.ts';
export type { KlRule } from './ops/kl.ts';
export {
  type LikelihoodOptions as LikelihoodTerm,
  type LikelihoodOutput,
  likelihood,
} from './ops/likelihood.ts';
export { lowerProduct } from './ops/lowerProduct.ts';
export type { LowRankGaussian } from './ops/lowRank.ts';
export { lowRankKl } from './ops/lowRankKl.ts';
export { lowRankMoments } from './ops/lowRankMoments.ts';
export { lowRankNll } from './ops/lowRankNll.ts';
export { lowRankProduct } from './ops/lowRankProduct.ts';
export { type LstmStates, lstm } from './ops/lstm.ts';
export { marginalMoments } from './ops/marginalMoments.ts';
export { type AutoregressiveMask, maskWeight } from './ops/maskWeight.ts';
export { type Mixture, mixtureDensity } from './ops/mixtureDensity.ts';
export { mixtureSample } from './ops/mixtureSample.ts';
export { movingAverage } from './ops/movingAverage.ts';
export { multiply } from './ops/multiply.ts';
export type { Noise, NoiseSource } from './ops/noise.ts';
export type { NoiseProductOptions } from './ops/noiseProduct.ts';
export type { Division, Normalization } from './ops/normalize.ts';
export type { OutputLayer } from './ops/outputLayer.ts';
export { planar } from './ops/planar.ts';
export { averagePool, maxPool, type Pooling } from './ops/pool.ts';
export { radial } from './ops/radial.ts';
export type { Recurrence } from './ops/recurrent.ts';
export { relativeMoments } from './ops/relativeMoments.ts';
export { scale } from './ops/scale.ts';
export { rowsToSteps, type SequencePlaces, stepsToRows } from './ops/sequenceRows.ts';
export { type ShiftOptions, shiftTokens } from './ops/shiftTokens.ts';
export type { OutputActivation } from './ops/slots.ts';
export { standardNormal } from './ops/standardNormal.ts';
export { stopGradient } from './ops/stopGradient.ts';
export { straightThrough } from './ops/straightThrough.ts';
export { tokenNll } from './ops/tokenNll.ts';
export type { Transform } from './ops/transform.ts';
export { triangularFlow } from './ops/triangularFlow.ts';
export { type Upsampling, upsampleBilinear, upsampleNearest } from './ops/upsample.ts';
export { weightedSum } from './ops/weightedSum.ts';
export type { ImageShape, Window } from './ops/window.ts';
export type { Gate } from './optimizers/gate.ts';
export { serveWorker } from './worker/serveWorker.ts';
