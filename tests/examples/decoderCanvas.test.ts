import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { openServedPage, type ServedPage } from '../support/servedPage.ts';
import { createVae } from '../training/models.ts';

let folder: TemporaryFolder;
let served: ServedPage;

beforeAll(async () => {
  folder = await temporaryFolder('decoder-canvas');
  const example = join(folder.path, 'examples', 'decoder-canvas');
  await mkdir(join(folder.path, 'examples'));
  await cp(join(root, 'examples', 'decoder-canvas'), example, { recursive: true });
  await cp(join(root, 'dist'), join(folder.path, 'dist'), { recursive: true });
  const vae = await createVae({ config: { input: 64, hidden: [16], latent: 3 } });
  await writeFile(join(folder.path, 'model.safetensors'), await vae.save());
  const address = 'examples/decoder-canvas/?model=/model.safetensors';
  served = await openServedPage(folder.path, { address, canvases: true });
});

afterAll(async () => {
  await served?.close();
  await folder?.remove();
});

it('draws picture after picture and tells how many a second', async () => {
  await served.page.waitForFunction(
    "/^[1-9][0-9.]* frames a second$/.test(document.querySelector('#status').textContent)",
    { timeout: 60_000 },
  );
  const size = await served.page.$eval('#pictures', (canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    return [width, height];
  });
  expect(size).toEqual([64, 64]);
  const pictures = () => served.page.$('#pictures').then((canvas) => canvas?.screenshot());
  const first = await pictures();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(Buffer.from((await pictures()) ?? '').equals(first ?? Buffer.of())).toBe(false);
  // Nothing black alone: an untrained decoder gives greys of about one half.
  expect(first?.length).toBeGreaterThan(1000);
  expect(served.problems).toEqual([]);
});

it('says what is missing', async () => {
  await served.page.goto(new URL('.', served.page.url().split('?')[0]).href);
  await served.page.waitForFunction(
    "document.querySelector('#status').textContent.startsWith('Name a checkpoint')",
  );
});
