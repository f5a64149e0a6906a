import { describe, expect, test } from 'vitest';
import { type ObjectiveRun, objectiveOf } from '../../src/cli/objective.ts';
import { optimizerChoice } from '../../src/cli/optimizerOptions.ts';
import { checkBatchSize, type TrainOptions, trainCommand } from '../../src/cli/options.ts';
import { ConfigError } from '../../src/errors.ts';

async function parse(...args: string[]): Promise<TrainOptions> {
  let parsed: TrainOptions | undefined;
  const command = trainCommand(async (options) => {
    parsed = options;
  });
  await command
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .parseAsync(args, { from: 'user' });
  if (!parsed) throw new Error('the action was not called');
  return parsed;
}

describe('options of train', () => {
  test('without arguments are the model of the README', async () => {
    const { given, ...options } = await parse();
    expect(options).toEqual({
      batchSize: 128,
      learningRate: 0.001,
      latent: 20,
      hidden: [400],
      seed: 1,
      dataset: 'mnist',
      out: 'out',
      backend: 'auto',
      adapter: 'auto',
      json: false,
    });
    expect([...given]).toEqual([]);
  });

  test('are read and remembered as given', async () => {
    const options = await parse(
      '--hidden',
      '400,200',
      '--epochs',
      '3',
      '--learning-rate',
      '1e-4',
      '--json',
    );
    expect(options).toMatchObject({
      hidden: [400, 200],
      epochs: 3,
      learningRate: 1e-4,
      json: true,
    });
    expect([...options.given].sort()).toEqual(['epochs', 'hidden', 'json', 'learningRate']);
  });

  test('name an optimizer and what it takes', async () => {
    const asked = {
      optimizer: 'sgd',
      momentum: 0.9,
      weightDecay: 1e-4,
      clipNorm: 5,
      clipValue: 0.5,
    };
    const options = await parse(
      '--optimizer=sgd',
      '--momentum=0.9',
      '--weight-decay=1e-4',
      '--clip-norm=5',
      '--clip-value=0.5',
    );
    expect(options).toMatchObject(asked);
    expect(optimizerChoice(options)).toEqual(asked);
    expect(optimizerChoice(await parse())).toEqual({});
  });

  test('name a likelihood, what hidden layers and the encoder do, the bound, and when to stop', async () => {
    const options = await parse(
      '--likelihood=categorical:levels=8',
      '--activation=gelu',
      '--binarize=dynamic',
      '--input-dropout=0.25',
      '--flip',
      '--bound=iwae',
      '--samples=5',
      '--early-stopping=3',
    );
    expect(options).toMatchObject({
      likelihood: { kind: 'categorical', levels: 8 },
      activation: 'gelu',
      binarize: 'dynamic',
      inputDropout: 0.25,
      flip: true,
      bound: 'iwae',
      samples: 5,
      earlyStopping: 3,
    });
    expect(objectiveOf(options, run)).toEqual({ bound: 'iwae', samples: 5 });
    expect(objectiveOf(await parse(), run)).toEqual({});
  });

  test.each([
    [['--bound=miwae:4'], { bound: { kind: 'miwae', bounds: 4 } }],
    [['--bound=ciwae:0.25'], { bound: { kind: 'ciwae', share: 0.25 } }],
    [['--bound=iwae', '--doubly'], { bound: { kind: 'iwae', gradient: 'doubly' } }],
    [
      ['--regularizer=totalCorrelation:4', '--stratified'],
      { regularizer: { kind: 'totalCorrelation', beta: 4, sampling: 'stratified', rows: 250 } },
    ],
    [['--regularizer=mmd'], { regularizer: 'mmd' }],
    [['--regularizer=totalCorrelation:4'], { regularizer: { kind: 'totalCorrelation', beta: 4 } }],
    [['--regularizer=dip:5'], { regularizer: { kind: 'dip', offDiagonal: 5 } }],
  ])('%j are options of the objective', async (flags, expected) => {
    expect(objectiveOf(await parse(...flags), run)).toEqual(expected);
  });

  test.each<[string[], ObjectiveRun['usual'], object]>([
    [['--anneal=linear:2'], { beta: { kind: 'linear', from: 0, to: 4, steps: 9 } }, { beta: BETA }],
    [['--anneal=linear:2'], { beta: 4 }, { beta: BETA }],
    [
      ['--match=3'],
      { match: { kernel: 'rbf', weight: 1 } },
      { match: { kernel: 'rbf', weight: 3 } },
    ],
    [['--pixels=3'], { adversary: { gamma: 2 } }, { adversary: { gamma: 2, pixels: 3 } }],
    [['--doubly'], { bound: 'iwae' }, { bound: { kind: 'iwae', gradient: 'doubly' } }],
    [
      ['--bound=miwae:3'],
      { bound: { kind: 'miwae', bounds: 2, gradient: 'doubly' } },
      { bound: { kind: 'miwae', bounds: 3, gradient: 'doubly' } },
    ],
    [['--bound=ciwae:0.5'], { bound: { kind: 'iwae', gradient: 'doubly' } }, CIWAE],
    [
      ['--stratified'],
      { regularizer: { kind: 'totalCorrelation', beta: 4 } },
      { regularizer: { kind: 'totalCorrelation', beta: 4, sampling: 'stratified', rows: 250 } },
    ],
    [['--regularizer=dip'], { regularizer: 'mmd' }, { regularizer: 'dip' }],
  ])('%j leaves the rest of %j as it is', async (flags, usual, expected) => {
    expect(objectiveOf(await parse(...flags), { ...run, usual })).toEqual(expected);
  });

  test('refuses to stratify what is no total correlation', async () => {
    for (const flags of [['--stratified'], ['--regularizer=dip', '--stratified']]) {
      const options = await parse(...flags);
      expect(() => objectiveOf(options, run)).toThrow('--stratified');
    }
  });

  test.each([
    ['--latent', '0', '--latent expects a whole number from 1 to 4096, got "0"'],
    ['--latent', '2.5', '--latent expects a whole number'],
    ['--epochs', '0', '--epochs expects a whole number from 1'],
    ['--epochs', '-1', '--epochs expects a whole number'],
    ['--limit', '', '--limit expects a whole number'],
    ['--batch-size', 'many', '--batch-size expects a whole number'],
    ['--seed', '4294967296', '--seed expects a whole number from 0 to 4294967295'],
    ['--learning-rate', '0', '--learning-rate expects a number above 0'],
    ['--learning-rate', 'NaN', '--learning-rate expects a number above 0'],
    [
      '--optimizer',
      'adagrad',
      '--optimizer expects one of adam, adamw, sgd, rmsprop, got "adagrad"',
    ],
    ['--weight-decay', '-1', '--weight-decay expects a number of 0 or more, got "-1"'],
    ['--clip-norm', '0', '--clip-norm expects a number above 0, got "0"'],
    ['--clip-norm', ' ', '--clip-norm expects a number above 0'],
    ['--clip-value', '0', '--clip-value expects a number above 0, got "0"'],
    ['--momentum', '1', '--momentum expects a number of 0 or more, below 1, got "1"'],
    ['--likelihood', 'normal', '--likelihood "normal": no likelihood "normal"'],
    ['--flow', 'planar:x', '--flow expects kinds with how many of each, such as planar:8'],
    ['--activation', 'swish', '--activation expects one of identity, relu'],
    ['--binarize', 'yes', '--binarize expects one of none, static, dynamic, got "yes"'],
    ['--input-dropout', '1', '--input-dropout expects a number of 0 or more, below 1, got "1"'],
    ['--bound', 'iw', '--bound expects elbo or iwae or miwae:BOUNDS or ciwae:SHARE'],
    ['--bound', 'miwae', '--bound expects elbo'],
    ['--regularizer', 'mmd:0', '--regularizer expects totalCorrelation or'],
    ['--samples', '1025', '--samples expects a whole number from 1 to 1024'],
    ['--early-stopping', '0', '--early-stopping expects a whole number from 1'],
    ['--hidden', '400,', '--hidden expects whole numbers'],
    ['--hidden', '0', '--hidden expects whole numbers'],
    ['--adapter', 'gpu', '--adapter expects one of auto, hardware, software, got "gpu"'],
    ['--out', ' ', '--out expects a name'],
  ])('%s %j is refused by name', async (option, value, message) => {
    await expect(parse(`${option}=${value}`)).rejects.toThrow(message);
    await expect(parse(`${option}=${value}`)).rejects.toBeInstanceOf(ConfigError);
  });

  test('a batch larger than the data is refused, with the size that fits', async () => {
    expect(() => checkBatchSize({ ...defaults, batchSize: 10 }, 10)).not.toThrow();
    const given = new Set(['batchSize']);
    expect(() => checkBatchSize({ ...defaults, batchSize: 11, given }, 10)).toThrow(
      '--batch-size 10 or less',
    );
    expect(() => checkBatchSize({ ...defaults, limit: 10 }, 10)).toThrow(
      '--batch-size 10 or less, or a larger --limit',
    );
  });
});

const run: ObjectiveRun = { learningRate: 1e-3, stepsPerEpoch: 100, rows: 250, usual: {} };
const BETA = { kind: 'linear', from: 0, to: 4, steps: 200 };
const CIWAE = { bound: { kind: 'ciwae', share: 0.5 } };

const defaults: TrainOptions = {
  batchSize: 128,
  learningRate: 0.001,
  latent: 20,
  hidden: [400],
  seed: 1,
  dataset: 'mnist',
  out: 'out',
  backend: 'auto',
  adapter: 'auto',
  json: false,
  given: new Set(),
};
