import { type AnyLayerKind, erased } from './loadedKinds.ts';

/** Load the kinds of layers other than dense ones, by name. */
export const otherLayers = {
  reshape: () => import('./reshape.ts').then(({ reshapeLayer }) => erased(reshapeLayer)),
  conv1d: () => import('./conv1d.ts').then(({ conv1dLayer }) => erased(conv1dLayer)),
  conv2d: () => import('./conv2d.ts').then(({ conv2dLayer }) => erased(conv2dLayer)),
  convTranspose2d: () =>
    import('./convTranspose2d.ts').then(({ convTranspose2dLayer }) => erased(convTranspose2dLayer)),
  batchNorm: () => import('./batchNorm.ts').then(({ batchNormLayer }) => erased(batchNormLayer)),
  groupNorm: () => import('./groupNorm.ts').then(({ groupNormLayer }) => erased(groupNormLayer)),
  layerNorm: () => import('./layerNorm.ts').then(({ layerNormLayer }) => erased(layerNormLayer)),
  residual: () => import('./residual.ts').then(({ residualLayer }) => erased(residualLayer)),
  activation: () =>
    import('./activation.ts').then(({ activationLayer }) => erased(activationLayer)),
  avgPool2d: () => import('./avgPool2d.ts').then(({ avgPool2dLayer }) => erased(avgPool2dLayer)),
  dropout: () => import('./dropout.ts').then(({ dropoutLayer }) => erased(dropoutLayer)),
  embedding: () => import('./embedding.ts').then(({ embeddingLayer }) => erased(embeddingLayer)),
  flatten: () => import('./flatten.ts').then(({ flattenLayer }) => erased(flattenLayer)),
  gate: () => import('./gate.ts').then(({ gateLayer }) => erased(gateLayer)),
  gru: () => import('./gru.ts').then(({ gruLayer }) => erased(gruLayer)),
  lstm: () => import('./lstm.ts').then(({ lstmLayer }) => erased(lstmLayer)),
  maxPool2d: () => import('./maxPool2d.ts').then(({ maxPool2dLayer }) => erased(maxPool2dLayer)),
  softmax: () => import('./softmax.ts').then(({ softmaxLayer }) => erased(softmaxLayer)),
  spectralConv2d: () =>
    import('./spectral.ts').then(({ spectralConv2dLayer }) => erased(spectralConv2dLayer)),
  spectralDense: () =>
    import('./spectral.ts').then(({ spectralDenseLayer }) => erased(spectralDenseLayer)),
  upsample: () => import('./upsample.ts').then(({ upsampleLayer }) => erased(upsampleLayer)),
} satisfies Readonly<Record<string, () => Promise<AnyLayerKind>>>;
