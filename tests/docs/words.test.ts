import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { describeCommand } from '../../src/cli/describe.ts';
import { encodeCommand } from '../../src/cli/encode.ts';
import { evaluateCommand } from '../../src/cli/evaluate.ts';
import { exportCommand } from '../../src/cli/export.ts';
import { expressionCommand } from '../../src/cli/expression.ts';
import { imputeCommand } from '../../src/cli/impute.ts';
import { interpolateCommand } from '../../src/cli/interpolate.ts';
import { judgeCommand } from '../../src/cli/judge.ts';
import { trainCommand } from '../../src/cli/options.ts';
import { outcomeCommand } from '../../src/cli/outcome.ts';
import { profileCommand } from '../../src/cli/profileOptions.ts';
import { recommendCommand } from '../../src/cli/recommend.ts';
import { sampleCommand } from '../../src/cli/sample.ts';
import { scoreCommand } from '../../src/cli/score.ts';
import { translateCommand } from '../../src/cli/translate.ts';
import { SAMPLERS } from '../../src/data/samplers/sampler.ts';
import * as errors from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { ACTIVATIONS, LIKELIHOODS, OPTIMIZERS, VAE } from '../../src/index.ts';
import { SCHEDULES } from '../../src/schedules/schedule.ts';
import { trainingNames } from '../../src/training/options.ts';
import { root } from '../support/cli.ts';
import { temporaryFolder } from '../support/folder.ts';
import { createVae } from '../training/models.ts';
import { documents } from './documents.ts';
import { anchors, codeSpans, prose, tableBelow } from './markdown.ts';
import * as standIns from './standIns.ts';
import { typeCheck } from './typeCheck.ts';

const textOf = (path: string): string => {
  const found = documents.find((document) => document.path === path);
  if (!found) throw new Error(`there is no ${path}`);
  return found.text;
};

/** The spans of code in the first column of a table. */
const named = (path: string, heading: string): string[] =>
  tableBelow(textOf(path), heading).flatMap(([first = '']) => codeSpans(first));

const calls = named('README.md', '## API');

describe('the table of the API', () => {
  it('has calls and options that exist, by their types', async () => {
    const names = new Set(
      calls.flatMap((call) =>
        [...call.matchAll(/[(,{]\s*([a-z]\w*)\s*(?=[,)}])/gi)].map(([, name = '']) => name),
      ),
    );
    const statements = calls.map((call) => {
      const code = call.replace(/, …/g, '');
      return code.startsWith('for await') ? `${code} void epoch;` : `void ${code};`;
    });
    const functions = calls.flatMap((call) => /^(\w+)\(/.exec(call)?.[1] ?? []);
    const program = [
      `import { ${['VAE', 'type VaeOptions', ...functions].join(', ')} } from 'webgpu-vae';`,
      'declare const vae: VAE;',
      ...[...names].map((name) => `declare const ${name}: any;`),
      ...statements,
      ...named('docs/embed.md', '## Options of the device and of running').map(
        (name) => `void ({ ${name}: {} as any } satisfies VaeOptions);`,
      ),
    ].join('\n');
    const folder = await temporaryFolder('calls');
    try {
      await typeCheck(join(folder.path, 'right'), new Map([['calls.ts', program]]));
      const wrong = program.replace('validationSplit,', 'validationShare,');
      const check = typeCheck(join(folder.path, 'wrong'), new Map([['calls.ts', wrong]]));
      await expect(check).rejects.toThrow('validationShare');
    } finally {
      await folder.remove();
    }
  });

  it('has every member of a model', async () => {
    const vae = await createVae();
    const members = [
      ...Object.getOwnPropertyNames(VAE.prototype).filter((name) => name !== 'constructor'),
      ...Object.keys(vae),
    ];
    const listed = calls.map((call) => /vae\.(\w+)/.exec(call)?.[1]);
    expect(listed.filter((name) => name !== undefined).sort()).toEqual(members.sort());
  });
});

describe('tables of names', () => {
  it('has every error', () => {
    const known = Object.keys(errors).filter((name) => name !== 'VaeError');
    expect(named('docs/troubleshooting.md', '## By name').sort()).toEqual(known.sort());
  });

  it('has every likelihood', () => {
    expect(named('docs/likelihoods.md', '## All of them').sort()).toEqual([...LIKELIHOODS].sort());
  });

  it('has every activation', () => {
    const line = /^Activations: ([\s\S]+?)\n\n/m.exec(textOf('docs/models.md'))?.[1] ?? '';
    expect(codeSpans(line).sort()).toEqual([...ACTIVATIONS].sort());
  });

  it('has every field of the short form', async () => {
    const { config } = await createVae();
    // A model tells of `logInput` only where it is true.
    const fields = [...Object.keys(config), 'logInput'];
    expect(named('docs/models.md', '## The short form').sort()).toEqual(fields.sort());
  });

  it('has options of training that exist', async () => {
    const known = trainingNames(await loadFamily('vae'));
    const options = named('docs/training.md', "## Options of the model's training");
    expect(known).toEqual(expect.arrayContaining(options));
    expect(options.length).toBeGreaterThan(12);
    const optimizers = tableBelow(textOf('docs/training.md'), "## Options of the model's training");
    const [, , text = ''] = optimizers.find(([name]) => name === '`optimizer`') ?? [];
    expect(codeSpans(text)).toEqual(expect.arrayContaining([...OPTIMIZERS]));
  });

  it('has every schedule and sampler', () => {
    expect(named('docs/training.md', '## Schedules').sort()).toEqual([...SCHEDULES].sort());
    const kinds = named('docs/training.md', '## Samplers').map(
      (code) => /kind: '(\w+)'/.exec(code)?.[1],
    );
    expect(kinds.sort()).toEqual([...SAMPLERS].sort());
  });

  it('says what the names of the code stand for', () => {
    const names = named('docs/README.md', '## How to read the code');
    expect(names.sort()).toEqual(Object.keys(standIns).sort());
  });

  it('lists every guide', () => {
    const links = [...textOf('docs/README.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, to]) => to);
    const guides = documents.flatMap(({ path }) => /^docs\/(?!README)(.+)$/.exec(path)?.[1] ?? []);
    expect(links).toEqual(expect.arrayContaining(guides));
    expect(guides.length).toBeGreaterThan(10);
  });
});

describe('commands', () => {
  const none = async () => {};
  const commands = new Map(
    [
      trainCommand(none),
      evaluateCommand(none),
      sampleCommand(none),
      interpolateCommand(none),
      encodeCommand(none),
      scoreCommand(none),
      judgeCommand(none),
      recommendCommand(none),
      translateCommand(none),
      imputeCommand(none),
      expressionCommand(none),
      outcomeCommand(none),
      exportCommand(none),
      describeCommand(none),
      profileCommand(none),
    ].map((command: Command) => [command.name(), command]),
  );
  const optionsOf = (name: string): readonly (string | undefined)[] => [
    '--help',
    ...(commands.get(name)?.options ?? []).map(({ long }) => long ?? undefined),
  ];
  const lines = documents.flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language }) => language === 'sh')
      .flatMap(({ code }) => code.split('\n').map((line) => ({ path, line }))),
  );
  const own = lines.filter(({ line }) => line.startsWith('webgpu-vae '));

  it.each(own)('$path: $line', ({ line }) => {
    const [, name = ''] = line.split(' ');
    expect([...commands.keys()]).toContain(name);
    const flags = line.replace(/#.*/, '').match(/--[a-z-]+/g) ?? [];
    expect(optionsOf(name)).toEqual(expect.arrayContaining(flags));
  });

  it('names options that exist', () => {
    const listed = named('docs/command-line.md', '# Command line').flatMap(
      (code) => code.match(/--[a-z-]+/g) ?? [],
    );
    expect(optionsOf('train')).toEqual(expect.arrayContaining(listed));
    expect(listed.length).toBeGreaterThan(15);
  });

  it('names scripts of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const all = documents.flatMap(({ text }) => [...text.matchAll(/npm run ([\w:]+)/g)]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(all.map(([, name]) => name)));
  });
});

describe.each(documents)('$path', ({ path, text }) => {
  it('begins with its title', () => {
    expect(text).toMatch(/^# \S/);
  });

  it('has links that lead somewhere', () => {
    const dead = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, to = '']) => to)
      .filter((to) => !/^https?:/.test(to))
      .filter((to) => {
        const [file = '', anchor] = to.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        if (!existsSync(join(root, target))) return true;
        if (anchor === undefined) return false;
        return !anchors(readFileSync(join(root, target), 'utf8')).includes(anchor);
      });
    expect(dead).toEqual([]);
  });

  it('names files of the repository that exist', () => {
    const files = [...text.matchAll(/\b(?:bench|scripts|src|tests|shaders)\/[\w./-]*\w/g)]
      .map(([file]) => file)
      .filter((file) => !/NAME|my_|my[A-Z]|bench\/results/.test(file));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
