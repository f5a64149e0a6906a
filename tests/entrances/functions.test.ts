import { describe, expect, test } from 'vitest';
import * as compile from '../../src/compile/index.ts';
import { InternalError, VaeError } from '../../src/errors.ts';
import * as evaluation from '../../src/evaluation/index.ts';
import * as extend from '../../src/extend.ts';
import * as formats from '../../src/formats/index.ts';
import { writeNpy } from '../../src/formats/npy.ts';
import * as index from '../../src/index.ts';
import * as node from '../../src/node/index.ts';
import * as onnx from '../../src/onnx/index.ts';
import * as privacy from '../../src/privacy/index.ts';
import * as text from '../../src/text/index.ts';
import { idxImages } from '../support/idx.ts';
import { cifarFile } from '../support/pictures.ts';
import { BAD_ARGUMENTS, rows } from './entrances.ts';

const ENTRIES = { index, formats, text, evaluation, privacy, onnx, compile, node, extend };

const dataset = () => index.toDataset(rows(4), 8);
const pixels = () => ({ width: 2, height: 2, data: new Uint8ClampedArray(16) });
const crossed = () =>
  index.toDataset(
    Uint8Array.from({ length: 32 }, () => 1),
    8,
  );

const points = () => ({
  data: Float32Array.from({ length: 24 }, (_, i) => (i * i) % 7),
  columns: 2,
});
const labelled = () => ({ ...points(), labels: Uint8Array.from({ length: 12 }, (_, i) => i % 2) });

/** Functions of the public entries: arguments of a correct call, or none where no call is made. */
const FUNCTIONS: Readonly<Record<string, () => unknown[]>> = {
  activeUnits: () => [{ mu: new Float32Array(4), logvar: new Float32Array(4) }, 2],
  bootstrap: () => [dataset(), 1],
  browserTuningStore: () => [],
  buildVocabulary: () => [['one text'], {}],
  coherence: () => [
    [['a', 'b']],
    ['a', 'b'],
    index.sparseRows({ offsets: [0, 1], columns: [0], width: 2 }),
  ],
  compileModel: () => [new Uint8Array(9)],
  compressedRows: () => [index.sparseRows({ offsets: [0, 1], columns: [0], width: 2 })],
  decodeTokens: () => [Float32Array.of(3), text.buildVocabulary(['one text']), { length: 1 }],
  deleteStoredCheckpoint: () => ['name'],
  detokenize: () => [['a', 'b'], {}],
  describeAdapter: () => [{ vendor: '', architecture: '', device: '', description: '' }],
  disentanglement: () => [
    new Float32Array(4),
    { factors: [{ name: 'shape', values: 2, kind: 'categorical' }], values: Uint8Array.of(0, 1) },
  ],
  dSprites: () => [{ rows: 2, size: 8 }],
  encodeTexts: () => [['one text'], text.buildVocabulary(['one text']), { length: 4 }],
  familyNames: () => [],
  fromCanvas: () => [pixels()],
  fromImageData: () => [pixels(), {}],
  fromImageFiles: () => [[], {}],
  gunzip: () => [new Uint8Array(9)],
  holdOut: () => [crossed(), { rows: 1 }],
  isGzip: () => [new Uint8Array(9)],
  isNpy: () => [new Uint8Array(9)],
  isSupported: () => [{}],
  klPerDimension: () => [{ mu: new Float32Array(4), logvar: new Float32Array(4) }, 2],
  loadAllKernels: () => [],
  loadDataset: () => ['no-such-file', {}],
  loadLayerKinds: () => ['encoder', [{ kind: 'dense', units: 2 }]],
  loadLayers: () => ['encoder', [{ kind: 'dense', units: 2, activation: 'relu' }]],
  loadLikelihood: () => ['bernoulli'],
  loadMnist: () => ['no-such-folder'],
  loadCounts: () => ['no-such-file', {}],
  loadRatings: () => ['no-such-file', {}],
  loadTable: () => ['no-such-file', {}],
  loadTexts: () => ['no-such-file', {}],
  memoryTuningStore: () => [],
  needsRelaunch: () => ['auto'],
  ndcgAt: () => [2, rankings()],
  oneHotLabels: () => [Uint8Array.of(0, 1), 2],
  permutation: () => [4, 1, 0],
  perplexity: () => [
    new Float32Array(1),
    index.sparseRows({ offsets: [0, 1], columns: [0], width: 2 }),
  ],
  predictStep: () => [
    { dispatches: [{ label: 'a', kernel: 'k', flops: 1, bytes: 1, reads: [], writes: [] }] },
    { units: 1, clock: 1, gbPerSecond: 1, microsecondsPerDispatch: 0 },
  ],
  readCifar10: () => [cifarFile([1])],
  readIdx: () => [idxImages(2, 2, 2)],
  readNpy: () => [writeNpy(new Float32Array(2), [2])],
  readStoredCheckpoint: () => ['name'],
  recallAt: () => [2, rankings()],
  resizer: () => [{ width: 2, height: 3 }, { width: 1, height: 1 }, 3],
  resolveLikelihood: () => ['bernoulli'],
  rowLayout: () => [{ rows: 2, columns: 3 }],
  simulateInteractions: () => [{ users: 4, items: 8, topics: 2 }],
  serveWorker: () => [],
  sparseRows: () => [{ offsets: [0, 1], columns: [0], width: 4 }, 'rows'],
  standardNormalPrior: () => [2],
  stepCost: () => [{ config: { input: 8, hidden: [4], latent: 2 } }],
  storeCheckpoint: () => ['name', new Uint8Array(9)],
  storedCheckpoints: () => [],
  subset: () => [dataset(), 2],
  takeRows: () => [dataset(), [1, 0], 'some'],
  toDataset: () => [rows(), 8, 'rows', undefined],
  toImageData: () => [new Float32Array(4), { width: 2, height: 2 }],
  tokenLoss: () => [1, text.encodeTexts(['one text'], text.buildVocabulary(['one text'])).rows],
  tokenize: () => ['a text', {}],
  topWords: () => [new Float32Array(4), ['a', 'b'], 1],
  toOnnx: () => [new Uint8Array(9)],
  traceOf: () => [{}],
  tuningFile: () => ['file'],
  unpaired: () => [dataset(), dataset()],
  withCondition: () => [dataset(), new Float32Array(4)],
  withLabels: () => [dataset(), 2],
  wordCounts: () => [['one text', 'another text'], {}],
  writeNpy: () => [new Float32Array(2), [2]],
  adjustedRandIndex: () => [Uint8Array.of(0, 1), Uint8Array.of(1, 0)],
  anomalyPValues: () => [new Float32Array(2), new Float32Array(2)],
  anomalyThreshold: () => [new Float32Array(99), {}],
  classifierTwoSampleTest: () => [points(), points()],
  disentanglementRanking: () => [[points(), points()]],
  explainedVariance: () => [points(), points()],
  epsilonSpent: () => [[{ noise: 1, sampleRate: 0.5, steps: 2 }], 1e-5, {}],
  gaussianTotalCorrelation: () => [points()],
  inputComplexity: () => [points()],
  intrinsicDimension: () => [points(), 3],
  keepDimensions: () => [points(), [0]],
  differentialExpression: () => [points(), points(), {}],
  kMeans: () => [points(), 2, {}],
  linearCka: () => [points(), points()],
  linearProbe: () => [labelled(), labelled(), {}],
  maximumMeanDiscrepancy: () => [points(), points(), {}],
  membershipAttack: () => [new Float32Array(2), new Float32Array(2)],
  memorisationAudit: () => [points(), points(), points()],
  neighbourAccuracy: () => [labelled(), labelled(), 2],
  neighbourAgreement: () => [points(), points(), 2],
  freshSecret: () => [],
  noiseFor: () => [{ epsilon: 3, delta: 1e-5, steps: 10, sampleRate: 0.5, accountant: 'rdp' }],
  normalizedMutualInformation: () => [Uint8Array.of(0, 1), Uint8Array.of(1, 0)],
  procrustesDistance: () => [points(), points()],
  treatmentOutcomes: () => [[], new Float32Array(2), { treatment: 'drug', outcome: 'died' }],
  totalCorrelation: () => [
    { mu: new Float32Array(4), logvar: new Float32Array(4) },
    2,
    new Float32Array(4),
  ],
  withSteps: () => [[], { noise: 1, sampleRate: 0.5, steps: 2 }],
  registerFamily: () => [{}],
  registerFlow: () => ['no-definition', {}],
  registerLayer: () => [{}],
  registerLikelihood: () => ['no-definition', {}],
  registerPosterior: () => ['no-definition', {}],
  registerPrior: () => ['no-definition', {}],
  registerVariant: () => [{}],
};

function rankings() {
  return { items: 4, scores: new Float32Array(8), relevant: new Uint8Array(8).fill(1, 0, 2) };
}

/**
 * Operations that record on a graph, and what builds on them: they take graphs, tensors and stores,
 * which only the library makes.
 */
const RECORDING = (
  'activate affineFlow affineFlowInverse averagePool batchInputs batchNormalization broadcast buildLikelihood ' +
  'buildStack carry categoricalKl categoricalNll combineTerms concrete convolution declareConvolution declareDense dense ' +
  'divergence dropout embedding forwardProgram fullKl gate gather gatherIndices gatherOneHot gaussianHead ' +
  'gaussianPosterior groupNormalization gru householder likelihood logRatio lowerProduct lstm lowRankKl lowRankMoments lowRankNll lowRankProduct marginalMoments maskWeight maxPool ' +
  'mixtureDensity mixtureSample movingAverage multiply ' +
  'planar prefixed radial relativeMoments resolveStack scale stackToOnnx standardNormal stopGradient straightThrough triangularFlow ' +
  'rowsToSteps shiftTokens stepsToRows tokenNll upsampleBilinear upsampleNearest weightedSum'
).split(' ');

/** Functions that start processes or devices. */
const OTHERS = 'openGpu pollGently relaunchWithSoftware softwareEnvironment'.split(' ');

const isClass = (value: unknown) => /^class\b/.test(Function.prototype.toString.call(value));
const exported = Object.values(ENTRIES).flatMap((entry) =>
  Object.entries<unknown>(entry).filter(([, each]) => typeof each === 'function' && !isClass(each)),
);
const byName = new Map(exported);

test('every exported function is described', () => {
  const described = [...Object.keys(FUNCTIONS), ...RECORDING, ...OTHERS];
  expect(described.sort()).toEqual([...byName.keys()].sort());
});

describe.each(Object.entries(FUNCTIONS))('%s', (name, args) => {
  const call = byName.get(name) as (...given: unknown[]) => unknown;
  const places = args().map((_, place) => place);
  const bad = Object.entries(BAD_ARGUMENTS);

  /** A call may answer or be refused by name, but must not fall over. */
  async function survives(given: unknown[], what: string): Promise<void> {
    try {
      await call(...given);
    } catch (error) {
      expect(error, `${what}: ${String(error)}`).toBeInstanceOf(VaeError);
      expect(error, `${what}: ${String(error)}`).not.toBeInstanceOf(InternalError);
    }
  }

  test('answers or refuses by name whatever stands in place of its arguments', async () => {
    await survives(args(), 'a correct call');
    await survives([], 'no argument');
    for (const [kind, make] of bad) {
      await survives(places.map(make), `${kind} everywhere`);
      for (const place of places) {
        await survives(args().with(place, make()), `argument ${place}: ${kind}`);
      }
    }
  });
});
