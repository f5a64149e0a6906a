import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import { root } from '../support/cli.ts';
import { temporaryFolder } from '../support/folder.ts';

function isa(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts/isa.mjs'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, error] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  return new Promise<{ code: number | null; out: string; error: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, error }));
  });
}

describe('npm run isa', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder('isa-command');
  });
  afterAll(() => folder.remove());

  test('tells its options', async () => {
    const { code, out } = await isa(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/--vendor[\s\S]*--compare/);
  });

  test.each([
    [
      '--vendor voodoo',
      'no vendor is called "voodoo"; there are: amd, nvidia, apple, adreno, intel',
    ],
    ['--chip r100', 'no chip is called "r100"; there are: navi21,'],
    ['--variant wide', `no variant is called "wide"; there are: auto, all, ${PRODUCT_VARIANTS[0]}`],
    ['--batch 0', '--batch takes whole numbers from 1, got "0"'],
    ['--hidden 400,x', '--hidden takes whole numbers from 1, got "x"'],
    ['--architecture none.json', '--architecture: ENOENT'],
    ['--architecture none.json --latent 2', 'give either --architecture or'],
    ['--compare auto', 'only --compare takes two names'],
    ['auto', 'only --compare takes two names'],
    ['--program encode --variant auto', '--variant is of a training step'],
    ['--compare auto all --asm gather', '--asm prints one set of kernels'],
    ['--speed', "Unknown option '--speed'"],
  ])('%s is refused', async (text, message) => {
    const { code, error } = await isa(text.split(' '));
    expect(error).toContain(message);
    expect(code).toBe(2);
  });

  test('says what it needs where there is no apt', async () => {
    const bare = { TMPDIR: folder.path, PATH: folder.path };
    const { code, error } = await isa([], bare);
    expect(error).toContain('this needs apt-get and dpkg on Linux x64, and a Debian mirror');
    expect(code).toBe(3);
  });
});
