import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/cli.ts';
import { openServedPage, type ServedPage } from '../support/servedPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openServedPage(root, { address: 'examples/plain-html/' });
});

afterAll(() => served?.close());

/** Waits until the page says something of its training. */
const says = (text: string) =>
  served.page.waitForFunction(
    (wanted) => document.querySelector('#status')?.textContent?.includes(wanted),
    { timeout: 120_000 },
    text,
  );

/** The grey value of each pixel of a canvas. */
const pixels = (id: string) =>
  served.page.$eval(id, (canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement)
      .getContext('2d')
      ?.getImageData(...([0, 0, width, height] as const)) ?? { data: [] };
    return Array.from(data).filter((_, i) => i % 4 === 0);
  });

it('draws the digits that it learns', async () => {
  const digits = await pixels('#digits');
  expect(digits).toHaveLength(64 * 20 * 20);
  const lit = digits.filter((value) => value > 128).length / digits.length;
  expect(lit).toBeGreaterThan(0.05);
  expect(lit).toBeLessThan(0.4);
});

it('trains in a worker, shows samples, and stops when it is told to', async () => {
  await served.page.click('#train');
  await says('Epoch');
  // Samples come a moment later, on a canvas that is as wide as they need it.
  await served.page.waitForFunction("document.querySelector('#samples').width === 16 * 20");
  expect(served.page.workers()).toHaveLength(1);
  await served.page.click('#cancel');
  await says('Cancelled after');
  const samples = await pixels('#samples');
  expect(samples).toHaveLength(64 * 20 * 20);
  expect(new Set(samples).size).toBeGreaterThan(20);
  await expect.poll(() => served.page.workers().length).toBe(0);
});

it('leaves nothing in the console', () => {
  expect(served.problems).toEqual([]);
});

it('says why nothing can compute, in the words of the library', async () => {
  // Neither an adapter nor WebAssembly.
  const policy = "script-src 'self' 'unsafe-inline'";
  const bare = await openServedPage(root, {
    ...{ address: 'examples/plain-html/', webgpu: false, policy },
  });
  try {
    await bare.page.waitForSelector('#train[disabled]');
    const status = await bare.page.$eval('#status', (element) => element.textContent);
    const support = (await bare.page.evaluate(
      "import('webgpu-vae/worker').then((library) => library.isSupported())",
    )) as { reason: string };
    expect(support.reason).toContain('WebAssembly cannot serve');
    expect(status).toBe(support.reason);
  } finally {
    await bare.close();
  }
});
