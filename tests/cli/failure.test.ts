import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('failure');
});
afterAll(() => folder?.remove());

it('training that meets NaN ends with one message and the state from before it', async () => {
  const options = { limit: 512, hidden: 400, latent: 8, 'learning-rate': 1, out: folder.path };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const { code, stderr } = await runCli(['train', ...flags]);
  expect(code).toBe(2);
  const message = /^webgpu-vae: step (\d+) met NaN or infinity.*The state is saved in .*\n$/;
  expect(stderr).toMatch(message);
  const bad = Number(message.exec(stderr)?.[1]);
  const file = readSafetensors(await readFile(join(folder.path, 'model.safetensors')));
  expect(JSON.parse(file.metadata.get('training') ?? '')).toMatchObject({
    state: { step: bad - 1 },
  });
});
