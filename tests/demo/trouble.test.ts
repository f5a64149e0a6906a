import type { Page } from 'puppeteer';
import { expect, it } from 'vitest';
import type { ServedPageOptions } from '../support/servedPage.ts';
import { loss, openDemo, press, QUICK, waitForButton } from './support/demoPage.ts';

/** Opens the page, runs `use` on it, and closes it. Expects `problems` in the console. */
async function withDemo(
  options: ServedPageOptions,
  use: (page: Page) => Promise<void>,
  problems: readonly string[] = [],
): Promise<void> {
  const served = await openDemo(options);
  try {
    await use(served.page);
    expect(served.problems).toEqual(problems);
  } finally {
    await served.close();
  }
}

const alert = (page: Page): Promise<string> =>
  page
    .waitForSelector('[role="alert"]')
    .then((element) => element?.evaluate(({ textContent }) => textContent) ?? '');

/** Takes WebGPU, and with it WebAssembly, from the page and its workers. */
const withoutBoth = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
    WebAssembly.validate = () => false;
  });

it('without WebGPU and WebAssembly it says which browsers and flags offer it, with a link', async () => {
  await withDemo({ prepare: withoutBoth, address: '' }, async (page) => {
    expect(await alert(page)).toContain('does not have WebGPU');
    const text = await page.$eval('main', ({ textContent }) => textContent);
    for (const part of ['Chrome', 'Safari', 'Firefox', '--enable-unsafe-webgpu']) {
      expect(text).toContain(part);
    }
    expect(await page.$eval('main a', ({ href }) => href)).toContain('webgpu');
    expect(await page.$('.transport')).toBeNull();
  });
});

it('without an adapter of WebGPU it trains in WebAssembly', async () => {
  const use = async (page: Page) => {
    await waitForButton(page, 'Train');
    expect(await page.$eval('.adapter-chip', ({ textContent }) => textContent)).toContain(
      'WebAssembly',
    );
    await press(page, 'Train');
    await waitForButton(page, 'Train on');
    expect(await loss(page, 'Test', '−ELBO')).toBeLessThan(300);
  };
  const address = QUICK.replace('&backend=webgpu', '');
  const served = await openDemo({ webgpu: false, address });
  try {
    await use(served.page);
    // Chrome itself prints a warning, for the page and for its worker.
    const others = served.problems.filter((problem) => !problem.includes('No available adapters'));
    expect(others).toEqual([]);
  } finally {
    await served.close();
  }
});

it('on a CPU adapter a banner says so, and smaller settings are chosen', async () => {
  await withDemo({ address: '?backend=webgpu' }, async (page) => {
    await waitForButton(page, 'Train');
    const banner = await page.$eval('.notice.warning', ({ textContent }) => textContent);
    expect(banner).toContain('on the CPU');
    const images = await page.$eval('::-p-aria(Training images)', (input) => {
      return (input as HTMLInputElement).value;
    });
    expect(Number(images)).toBeLessThan(60_000);
  });
});

it('recovers a lost device, tells it, and trains on', async () => {
  await withDemo({ address: QUICK.replace('epochs=2', 'epochs=3') }, async (page) => {
    await waitForButton(page, 'Train');
    const threads = page.workers();
    for (const thread of threads) {
      await thread.evaluate(() => {
        const open = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = async function (...args) {
          const device = await open.apply(this, args);
          Object.assign(globalThis, { lastDevice: device });
          return device;
        };
      });
    }
    await press(page, 'Train');
    await page.waitForFunction(() => Number(document.querySelector('.losses td')?.textContent) > 0);
    const lost = await Promise.all(
      threads.map((thread) =>
        thread.evaluate(() => {
          const { lastDevice } = globalThis as { lastDevice?: GPUDevice };
          lastDevice?.destroy();
          return lastDevice !== undefined;
        }),
      ),
    );
    expect(lost).toContain(true);
    await page.waitForFunction(() =>
      document.querySelector('.notices')?.textContent?.includes('The GPU was lost and is back'),
    );
    await waitForButton(page, 'Train on');
    expect(await loss(page, 'Test', '−ELBO')).toBeLessThan(260);
  });
});

it('NaN stops the run and says what to change; a reset starts anew', async () => {
  await withDemo(
    { address: '?latent=2&hidden=64-64&images=2560&epochs=9&learningRate=1' },
    async (page) => {
      await waitForButton(page, 'Train');
      await press(page, 'Train');
      const text = await alert(page);
      expect(text).toMatch(/NaN or infinity.*Lower the learning rate/);
      await press(page, 'Reset');
      await waitForButton(page, 'Train');
      expect(await page.$('[role="alert"]')).toBeNull();
    },
  );
});

it('a model that does not fit says so and what to change', async () => {
  const address = '?hidden=4096-4096-4096-4096&batchSize=4096&images=8192&epochs=1';
  await withDemo({ address }, async (page) => {
    await waitForButton(page, 'Train');
    for (const thread of page.workers()) {
      await thread.evaluate(() => {
        // Adapters here do not really run out of memory, so allocations above a limit are made to
        // fail.
        const create = GPUDevice.prototype.createBuffer;
        GPUDevice.prototype.createBuffer = function (descriptor) {
          if (descriptor.size <= 64 * 2 ** 20) return create.call(this, descriptor);
          return create.call(this, { ...descriptor, size: 2 ** 60 });
        };
      });
    }
    await press(page, 'Train');
    expect(await alert(page)).toMatch(/memory.*smaller batch/);
  });
});

it('a link that makes no sense is told, and the usual settings hold', async () => {
  await withDemo({ address: '?latent=many&beta=2' }, async (page) => {
    await waitForButton(page, 'Train');
    const notices = await page.$eval('.notices', ({ textContent }) => textContent);
    expect(notices).toContain('the link says "many"');
    const beta = await page.$eval('::-p-aria(β[role="textbox"])', (input) => {
      return (input as HTMLInputElement).value;
    });
    expect(beta).toBe('2');
  });
});
