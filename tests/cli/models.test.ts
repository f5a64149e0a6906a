import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeCommand, layerTable } from '../../src/cli/describe.ts';
import { type ModelArguments, modelAsked } from '../../src/cli/modelOptions.ts';
import { assertObjective, objectiveOf } from '../../src/cli/objective.ts';
import { ConfigError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages, idxLabels } from '../support/idx.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

/** A file with a small architecture of a family. */
async function architectureFile(name: string, content: unknown): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(path(name), text);
  return path(name);
}

beforeAll(async () => {
  folder = await temporaryFolder('models');
  for (const [part, rows] of [
    ['train', 24],
    ['t10k', 6],
  ] as const) {
    await writeFile(path(`${part}-images-idx3-ubyte`), idxImages(rows, 4, 4));
    await writeFile(path(`${part}-labels-idx1-ubyte`), idxLabels(rows, 3));
  }
});

afterAll(() => folder.remove());

async function parse(...args: string[]): Promise<ModelArguments> {
  const parsed: ModelArguments[] = [];
  await describeCommand(async (options) => void parsed.push(options))
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .parseAsync(args, { from: 'user' });
  const [options] = parsed;
  if (!options) throw new Error('the action was not called');
  return options;
}

async function asked(...args: string[]): Promise<object> {
  return (await modelAsked(await parse(...args), { input: 16, condition: 0 })).architecture;
}

describe('which model', () => {
  test('takes the columns of the data, unless the file says its own', async () => {
    expect(await asked('--model=vib')).toMatchObject({ family: 'vib', input: [16], classes: 10 });
    expect(await asked('--model=vae')).toMatchObject({ family: 'vae', input: [16] });
    expect(await asked('--latent=3')).toMatchObject({ input: [16], latent: { size: 3 } });
    expect(await asked('--latent=3', '--flow=planar:2,planar')).toMatchObject({
      latent: { kind: 'flow', size: 3, flows: [{ count: 2 }, { count: 1 }] },
    });
    const file = await architectureFile('own.json', { family: 'vib', input: 9, classes: 3 });
    expect(await asked(`--architecture=${file}`)).toMatchObject({ input: [9], classes: 3 });
    const unnamed = await architectureFile('unnamed.json', { latent: 5 });
    expect(await asked(`--architecture=${unnamed}`)).toMatchObject({
      family: 'vae',
      input: [16],
      latent: { size: 5 },
    });
  });

  test('makes the usual modalities of the images and labels of the data', async () => {
    const options = await parse('--model=multimodal');
    const modalitiesOf = async (labels: number) =>
      (await modelAsked(options, { input: 16, condition: 0, labels })).architecture;
    expect(await modalitiesOf(3)).toMatchObject({
      joint: { kind: 'mixtureOfProducts' },
      modalities: {
        image: { input: [16], weight: 1 },
        word: { input: [3], likelihood: { kind: 'categorical', group: 3 }, weight: 50 },
      },
    });
    expect(await modalitiesOf(0)).toMatchObject({ modalities: { word: { input: [10] } } });
  });

  test('names two domains after the two classes of images', async () => {
    const options = await parse('--model=aligned');
    const domainsOf = async (classes?: readonly string[]) =>
      (await modelAsked(options, { input: 16, condition: 0, ...(classes && { classes }) }))
        .architecture;
    expect(await domainsOf(['day', 'night'])).toMatchObject({ domains: ['day', 'night'] });
    expect(await domainsOf()).toMatchObject({ domains: ['first', 'second'] });
    await expect(domainsOf(['a', 'b', 'c'])).rejects.toThrow('the data have 3: a, b, c');
    const file = await architectureFile('domains.json', {
      ...{ family: 'aligned', domains: ['x', 'y'], autoencoder: { latent: 3 } },
    });
    const own = await parse(`--architecture=${file}`);
    const data = { input: 16, condition: 0, classes: ['day', 'night'] };
    expect((await modelAsked(own, data)).architecture).toMatchObject({ domains: ['x', 'y'] });
  });

  test('takes a prior beside the short form and a preset', async () => {
    expect(await asked('--prior=mixture:3', '--latent=4')).toMatchObject({
      latent: { kind: 'gaussian', size: 4, prior: { kind: 'mixture', components: 3 } },
    });
    expect(await asked('--prior=gaussian')).toMatchObject({
      latent: { prior: { kind: 'gaussian' } },
    });
    const preset = await parse('--preset=conv', '--prior=vamp:components=50');
    const data = { input: 16, condition: 0, shape: [4, 4, 1] };
    expect((await modelAsked(preset, data)).architecture).toMatchObject({
      latent: { prior: { kind: 'vamp', components: 50 } },
    });
    const classic = await asked('--latent=20');
    expect(await asked('--prior=standardNormal')).toEqual(classic);
    await expect(asked('--prior=mixture:0')).rejects.toThrow('components must be a whole number');
    expect(await asked('--model=topics', '--prior=standardNormal')).toMatchObject({
      family: 'topics',
      prior: 'standardNormal',
    });
    expect(await asked('--model=topics', '--prior=dirichlet:concentration=0.5')).toMatchObject({
      ...{ prior: 'dirichlet', concentration: 0.5 },
    });
    await expect(asked('--prior=flat')).rejects.toThrow('no prior "flat"');
    await expect(asked('--prior=mixture:')).rejects.toThrow('--prior expects a name');
  });

  test('mirrors the images of a preset, and refuses to without images', async () => {
    const preset = await parse('--preset=conv', '--flip');
    const data = { input: 16, condition: 0, shape: [4, 4, 1] };
    expect((await modelAsked(preset, data)).architecture).toMatchObject({ flip: true });
    await expect(asked('--flip')).rejects.toThrow('flip mirrors images');
  });

  test('takes a posterior beside the short form', async () => {
    expect(await asked('--posterior=categorical:classes=5', '--latent=10')).toMatchObject({
      latent: { kind: 'categorical', size: 10, classes: 5 },
    });
    expect(await asked('--posterior=fullGaussian', '--latent=3', '--prior=gaussian')).toMatchObject(
      {
        latent: { kind: 'fullGaussian', size: 3, prior: { kind: 'gaussian' } },
      },
    );
    expect(await asked('--posterior=lowRankGaussian:rank=3', '--latent=6')).toMatchObject({
      latent: { kind: 'lowRankGaussian', size: 6, rank: 3 },
    });
    await expect(asked('--posterior=categorical', '--latent=7')).rejects.toThrow(
      'such as 10, got 7',
    );
    await expect(asked('--posterior=student')).rejects.toThrow('no posterior "student"');
    await expect(asked('--posterior=gaussian', '--flow=planar')).rejects.toThrow(
      'exclude each other',
    );
  });

  test('is a mixture by its name', async () => {
    expect(await asked('--model=mixture')).toMatchObject({
      family: 'vae',
      input: [16],
      latent: { size: 10, prior: { kind: 'mixture', components: 10 } },
    });
  });

  test('gives a condition to a family that has one', async () => {
    const data = { input: 16, condition: 3 };
    const { architecture } = await modelAsked(await parse('--model=vae'), data);
    expect(architecture).toMatchObject({ input: [16], condition: 3 });
    await expect(modelAsked(await parse('--model=vib'), data)).rejects.toThrow(
      '--condition means nothing to a model of the family "vib"',
    );
  });

  test.each([
    ['--model=vib', '--hidden=8', '--model and --hidden exclude each other'],
    ['--model=vae', '--latent=20', '--model and --latent exclude each other'],
    ['--model=mixture', '--prior=vamp', '--model and --prior exclude each other'],
    ['--model=vib', '--likelihood=gaussian', '--model and --likelihood exclude each other'],
    ['--architecture=a.json', '--activation=tanh', '--architecture and --activation exclude'],
    ['--model=vae', '--flow=planar', '--model and --flow exclude each other'],
    ['--latent=3', '--flow=spline:2', 'no flows[0] "spline"; there are: planar'],
    ['--architecture=a.json', '--binarize=static', '--architecture and --binarize exclude'],
    ['--architecture=a.json', '--input-dropout=0.5', '--architecture and --input-dropout exclude'],
    ['--architecture=a.json', '--model=vib', '--architecture and --model exclude each other'],
  ])('is said once: %s %s', async (one, other, message) => {
    await expect(asked(one, other)).rejects.toThrow(message);
    await expect(asked(one, other)).rejects.toBeInstanceOf(ConfigError);
  });

  test.each([
    ['nothing.json', undefined, 'cannot be read: ENOENT'],
    ['broken.json', '{ "family": ', 'is no JSON: '],
    ['list.json', '[1]', 'holds no JSON object but a list'],
    ['null.json', 'null', 'holds no JSON object but null'],
    [
      'family.json',
      { family: 'gan' },
      'no model family "gan"; there are: vae, vib, hierarchical, ladder, topics',
    ],
    ['field.json', { family: 'vib', colour: 1 }, 'field.json": a vib has no option "colour"'],
    ['layers.json', { family: 'vib', encoder: 5 }, 'layers.json": encoder must be a list'],
    ['layer.json', { encoder: [null] }, 'layer.json": encoder[0] must be a layer such as'],
    ['latent.json', { family: 'vib', latent: null }, 'latent.json": latent must be a whole number'],
    ['kind.json', { family: 'vae', encoder: [{ kind: 'magic' }] }, 'kind.json": '],
  ])('is not told by a bad file: %s', async (name, content, message) => {
    if (content !== undefined) await architectureFile(name, content);
    const refused = asked(`--architecture=${path(name)}`);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(ConfigError);
  });

  test('has options of its own family alone', async () => {
    const [vae, vib] = await Promise.all([loadFamily('vae'), loadFamily('vib')]);
    expect(() => assertObjective({ beta: 0, anneal: 'linear:2', samples: 3 }, vib)).not.toThrow();
    expect(() => assertObjective({ bound: 'iwae', capacity: '3', freeBits: 1 }, vae)).not.toThrow();
    expect(() => assertObjective({ capacity: '3' }, vib)).toThrow(
      '--capacity means nothing to a model of the family "vib"; it takes: --beta, --anneal, --samples.',
    );
  });

  test('anneals to the beta that is usual for it', () => {
    const run = { learningRate: 1e-3, stepsPerEpoch: 10, rows: 1, usual: { beta: 1e-3 } };
    expect(objectiveOf({ anneal: 'linear:2' }, run)).toEqual({
      beta: { kind: 'linear', from: 0, to: 1e-3, steps: 20 },
    });
    expect(objectiveOf({}, run)).toEqual({});
  });
});

describe('describe', () => {
  test('shows layers, shapes and parameters, and their sum', async () => {
    const { code, stdout, stderr } = await runCli(['describe', '--hidden', '400']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // 784·400+400, 400·40+40, 20·400+400, 400·784+784
    expect(stdout.split('\n')).toEqual([
      'layer       kind                  output  parameters',
      'fc1         dense                 400        314,000',
      'fc21, fc22  gaussian posterior    20          16,040',
      'fc3         dense                 400          8,400',
      'fc4         bernoulli likelihood  784        314,384',
      'total                                        652,824',
      '',
    ]);
  });

  test('knows every family, and shapes of several dimensions', async () => {
    // 784·1024+1024, 1024·1024+1024, 1024·512+512, 256·10+10
    expect(layerTable(await modelAsked(await parse('--model=vib')))).toMatch(/total +2,380,810$/);
    const file = await architectureFile('image.json', { input: [4, 4, 1], encoder: [] });
    const table = layerTable(await modelAsked(await parse(`--architecture=${file}`)));
    expect(table).toMatch(/fc4 +bernoulli likelihood +4 x 4 x 1 /);
  });
});

describe('train --architecture of a classifier', () => {
  const checkpoint = () => path('out', 'model.safetensors');
  const small = {
    family: 'vib',
    encoder: [{ kind: 'dense', units: 8 }],
    latent: 2,
    classes: 3,
  };
  const train = (...args: string[]) =>
    runCli(['train', '--batch-size', '4', '--epochs', '1', '--dataset', folder.path, ...args]);
  const FIGURES = String.raw`cross-entropy \d+\.\d{4}, KL \d+\.\d\d, accuracy [01]\.\d{4}`;

  test('reports its own figures, draws no pictures, goes on and is evaluated', async () => {
    const file = await architectureFile('small.json', small);
    const trained = await train('--architecture', file, '--out', path('out'));
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    expect(trained.stdout).toContain('model     16-8-2-3, batch 4\n');
    expect(trained.stdout).toMatch(
      new RegExp(`^epoch 1 {3}train ${FIGURES} {3}test ${FIGURES} `, 'm'),
    );
    expect(trained.stdout).toMatch(new RegExp(`^Test images: ${FIGURES}\\.$`, 'm'));
    expect(trained.stdout).not.toContain('ELBO');
    expect((await readdir(path('out'))).sort()).toEqual([
      'loss.svg',
      'model.safetensors',
      'report.json',
    ]);
    const report = JSON.parse(await readFile(path('out', 'report.json'), 'utf8'));
    expect(report.config.architecture).toMatchObject({
      ...small,
      input: [4, 4],
      latent: { size: 2 },
    });
    expect(report.training).toMatchObject({ beta: 1e-3 });
    expect(Object.keys(report.epochs[0].test)).toEqual(['crossEntropy', 'kl', 'accuracy']);

    const resumed = await train('--resume', checkpoint(), '--beta', '0.5', '--out', path('more'));
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(resumed.stdout).toMatch(/^epoch 2 {3}train cross-entropy/m);
    const more = JSON.parse(await readFile(path('more', 'report.json'), 'utf8'));
    expect(more.training).toMatchObject({ beta: 0.5 });

    const evaluated = await runCli(['evaluate', checkpoint(), '--dataset', folder.path]);
    expect(evaluated).toMatchObject({ code: 0, stderr: '' });
    expect(evaluated.stdout).toMatch(/^accuracy +[01]\.\d{4} of the images, higher is better$/m);
    const { accuracy } = report.epochs[0].test;
    expect(evaluated.stdout).toContain(accuracy.toFixed(4));
  }, 120_000);

  test('refuses what the checkpoint or the model is not', async () => {
    for (const [args, message] of [
      [['--resume', checkpoint(), '--hidden', '8'], 'is no model that --hidden can describe'],
      [['--resume', checkpoint(), '--model', 'vib'], 'another architecture than --model asks for'],
      [['--model', 'vib', '--capacity', '3'], '--capacity means nothing to a model of the family'],
      [['--model', 'vib', '--dataset', path('train-images-idx3-ubyte')], 'has no labels'],
    ] as const) {
      const { code, stderr } = await train(...args, '--out', path('refused'));
      expect(stderr).toMatch(/^webgpu-vae: [^\n]+\n$/);
      expect(stderr).toContain(message);
      expect(code).toBe(2);
    }
    const drawn = await runCli(['sample', checkpoint(), '--out', path('drawn.png')]);
    expect(drawn.stderr).toContain('a model of the family "vib" cannot sample');
    expect(await readdir(folder.path)).not.toContain('refused');
  }, 120_000);
});

test('train --model vib learns on labelled images under its usual beta', async () => {
  const out = path('preset');
  const { code, stderr } = await runCli([
    ...['train', '--model', 'vib', '--batch-size', '8', '--epochs', '1'],
    ...['--dataset', folder.path, '--out', out, '--json'],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { config, training } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  expect(config.architecture).toMatchObject({ family: 'vib', input: [16], latent: { size: 256 } });
  expect(training.beta).toBe(1e-3);
}, 120_000);

test('train learns images with their labels as words, draws the images, and goes on', async () => {
  const own = {
    encoder: [{ kind: 'dense', units: 8 }],
    decoder: [{ kind: 'dense', units: 8 }],
  };
  const file = await architectureFile('modalities.json', {
    family: 'multimodal',
    modalities: {
      image: { input: 16, ...own },
      word: { input: 3, ...own, likelihood: { kind: 'categorical', group: 3 } },
    },
    latent: 2,
    joint: 'mixtureOfProducts',
  });
  const out = path('modalities');
  const run = (...args: string[]) =>
    runCli(['train', '--batch-size', '8', '--dataset', folder.path, '--epochs', '1', ...args]);
  const { code, stderr, stdout: told } = await run('--architecture', file, '--out', out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(told).toMatch(/^epoch 1 {3}train ELBO \d+\.\d\d \(image .* \+ word .* \+ KL /m);
  expect(told).toMatch(/^model {5}image 16-8-2-8-16, word 3-8-2-8-3, batch 8$/m);
  expect(told).toMatch(/^accuracy {2}\d+\.\d % of the labels, from the image alone$/m);
  expect(await readdir(out)).toEqual(expect.arrayContaining(['samples.png', 'translations.png']));
  const { labelAccuracy } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  const checkpoint = join(out, 'model.safetensors');
  const evaluated = await runCli(['evaluate', checkpoint, '--dataset', folder.path, '--json']);
  expect(JSON.parse(evaluated.stdout)).toMatchObject({ labelAccuracy });
  const drawn = (...args: string[]) =>
    runCli(['sample', checkpoint, '--label', ...args, '--out', path('labelled.png')]);
  expect(await drawn('2', '--count', '4')).toMatchObject({ code: 0, stderr: '' });
  expect((await drawn('3')).stderr).toMatch(/label 3 is not one of 3 classes/);
  expect((await drawn('2', '--temperature', '0.5')).stderr).toMatch(
    /--temperature means nothing to images of a label/,
  );
  const again = await run('--resume', checkpoint, '--out', path('again'));
  expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
  expect(again.stdout).toMatch(/^epoch 2 {3}train ELBO /m);
}, 120_000);

test.each([
  ['hierarchical', [100, 50]],
  ['ladder', [64, 32, 16, 8, 4]],
])(
  'train --model %s trains and tells its levels, as evaluate does',
  async (family, sizes) => {
    const out = path(family);
    const {
      code,
      stderr,
      stdout: told,
    } = await runCli([
      ...['train', '--model', family, '--batch-size', '8', '--epochs', '1'],
      ...['--dataset', folder.path, '--out', out, '--json'],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { config, levels } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
    expect(config.architecture).toMatchObject({ family, input: [16] });
    const checkpoint = join(out, 'model.safetensors');
    const { stdout } = await runCli(['evaluate', checkpoint, '--dataset', folder.path, '--json']);
    const { losses, diagnosis } = JSON.parse(stdout);
    expect(diagnosis.levels.map(({ size }: { size: number }) => size)).toEqual(sizes);
    expect(levels).toEqual(diagnosis.levels);
    const events = told.trim().split('\n');
    expect(events.map((line) => JSON.parse(line))).toContainEqual({ event: 'levels', levels });
    expect(Object.keys(losses)).toEqual(
      expect.arrayContaining(['elbo', 'kl', 'kl1', `kl${sizes.length}`]),
    );
  },
  240_000,
);

test.each([
  ['aae', ['--match', '3'], { match: { weight: 3 } }, ['reconstruction', 'real', 'fake', 'fool']],
  ['wae', ['--match', '30'], { match: { weight: 30 } }, ['reconstruction', 'mmd']],
  [
    'vae-gan',
    ['--gamma', '2', '--pixels', '0.5', '--balance', '--beta', '0.5'],
    { beta: 0.5, adversary: { gamma: 2, pixels: 0.5, balance: true } },
    [
      'elbo',
      'reconstruction',
      'kl',
      'features',
      'real',
      'fake',
      'fakeSample',
      'fool',
      'foolSample',
    ],
  ],
] as const)(
  'train --model %s %j trains, draws and goes on',
  async (family, flags, options, figures) => {
    const out = path(family);
    const train = (...args: string[]) =>
      runCli([
        ...['train', '--batch-size', '8', '--epochs', '1', '--dataset', folder.path],
        ...['--out', out, ...args],
      ]);
    expect(await train('--model', family, ...flags)).toMatchObject({ code: 0, stderr: '' });
    const { config, training, epochs } = JSON.parse(
      await readFile(join(out, 'report.json'), 'utf8'),
    );
    expect(config.architecture).toMatchObject({ family, input: [16] });
    expect(training).toMatchObject(options);
    expect(Object.keys(epochs[0].test)).toEqual(figures);
    expect(await readdir(out)).toContain('samples.png');
    const checkpoint = join(out, 'model.safetensors');
    const evaluated = await runCli(['evaluate', checkpoint, '--dataset', folder.path]);
    expect(evaluated).toMatchObject({ code: 0, stderr: '' });
    expect(await train('--resume', checkpoint)).toMatchObject({ code: 0, stderr: '' });
  },
  240_000,
);

test('train --model aligned takes the two classes of images for domains, and translates them', async () => {
  const data = path('domains');
  await mkdir(data);
  for (const [part, rows] of [
    ['train', 24],
    ['t10k', 6],
  ] as const) {
    await writeFile(join(data, `${part}-images-idx3-ubyte`), idxImages(rows, 4, 4));
    await writeFile(join(data, `${part}-labels-idx1-ubyte`), idxLabels(rows, 2));
  }
  const out = path('aligned');
  const train = (...args: string[]) =>
    runCli(['train', '--batch-size', '8', '--epochs', '1', '--out', out, ...args]);
  const first = await train('--dataset', data, '--model', 'aligned', '--match', '3');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const { config, training, epochs } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  expect(config.architecture).toMatchObject({ family: 'aligned', autoencoder: { input: [16] } });
  expect(training).toMatchObject({ match: { weight: 3 } });
  expect(Object.keys(epochs[0].test)).toEqual(['reconstruction', 'critic', 'fool']);
  expect(await readdir(out)).toContain('translations.png');
  const checkpoint = join(out, 'model.safetensors');
  const evaluated = await runCli(['evaluate', checkpoint, '--dataset', data]);
  expect(evaluated).toMatchObject({ code: 0, stderr: '' });
  expect(await train('--dataset', data, '--resume', checkpoint)).toMatchObject({
    ...{ code: 0, stderr: '' },
  });
  const three = await train('--dataset', folder.path, '--model', 'aligned');
  expect(three).toMatchObject({ code: 2 });
  expect(three.stderr).toContain('label 2 is not one of 2 classes, which are 0 to 1');
}, 240_000);

test('weights of adversaries are refused for other models', async () => {
  const [vae, aae] = await Promise.all([loadFamily('vae'), loadFamily('aae')]);
  expect(() => assertObjective({ match: 1 }, vae)).toThrow('--match means nothing to a model of');
  expect(() => assertObjective({ balance: true }, aae)).toThrow(
    '--balance means nothing to a model of the family "aae"; it takes: --match.',
  );
});
