import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ElementHandle, Page } from 'puppeteer';
import {
  openServedPage,
  type ServedPage,
  type ServedPageOptions,
} from '../../support/servedPage.ts';

/** The built page. */
export const DEMO = fileURLToPath(new URL('../../../demo/dist', import.meta.url));

/** Settings with which a model learns within seconds on a CPU. These tests are of WebGPU. */
export const QUICK = '?latent=2&hidden=64&images=2560&epochs=2&learningRate=0.003&backend=webgpu';

/** Opens the demo built by `npm run demo:build`. */
export async function openDemo(options: ServedPageOptions = {}): Promise<ServedPage> {
  await access(DEMO).catch(() => {
    throw new Error('demo/dist is missing: run `npm run build && npm run demo:build` first');
  });
  return openServedPage(DEMO, { address: QUICK, ...options });
}

/** Waits for the element with a role and an accessible name. */
async function named(page: Page, role: string, name: string): Promise<ElementHandle> {
  const found = await page.waitForSelector(`::-p-aria(${name}[role="${role}"])`);
  if (!found) throw new Error(`no ${role} "${name}"`);
  return found;
}

/** Clicks a button by its text, once it is enabled. */
export async function press(page: Page, name: string): Promise<void> {
  const button = await named(page, 'button', name);
  await page.waitForFunction(
    (element) =>
      !(element as HTMLButtonElement).disabled && (element as Element).ariaDisabled !== 'true',
    {},
    button,
  );
  // The element's own click method, since a sticky bar may cover the position of a mouse click.
  await button.evaluate((element) => (element as HTMLElement).click());
}

/**
 * Waits until a button exists and is enabled, which shows the state of the page.
 * @throws Error with the text of the page if it does not in time
 */
export async function waitForButton(page: Page, name: string, timeout = 120_000): Promise<void> {
  const waited = page.waitForFunction(
    (text) =>
      [...document.querySelectorAll('button')].some(
        (button) =>
          button.textContent?.trim() === text && !button.disabled && button.ariaDisabled !== 'true',
      ),
    { timeout },
    name,
  );
  await waited.catch(async (cause) => {
    const text = await page.$eval('body', ({ innerText }) => innerText);
    throw new Error(`no enabled button "${name}" in ${timeout} ms, the page has: ${text}`, {
      cause,
    });
  });
}

/** Opens a view by its link. */
export async function show(page: Page, view: string): Promise<void> {
  const link = await named(page, 'link', view);
  await link.evaluate((element) => (element as HTMLElement).click());
}

/** Trains with the page's settings to the end. */
export async function train(page: Page): Promise<void> {
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
}

/** Types a value into a field, and leaves the field. */
export async function enter(page: Page, field: string, value: string): Promise<void> {
  const input = await named(page, 'textbox', field);
  await input.click({ clickCount: 3 });
  await page.keyboard.type(value);
  await page.keyboard.press('Tab');
}

/** A value of the table below the loss chart. @param row `Training` or `Test` */
export async function loss(page: Page, row: string, term: string): Promise<number> {
  return page.evaluate(
    (wantedRow, wantedTerm) => {
      const table = document.querySelector('table.losses');
      const terms = [...(table?.querySelectorAll('thead th') ?? [])];
      const column = terms.findIndex((cell) => cell.textContent?.trim() === wantedTerm);
      const rows = [...(table?.querySelectorAll('tbody tr') ?? [])];
      const cells = rows.find(
        (each) => each.querySelector('th')?.textContent?.trim() === wantedRow,
      );
      return Number(cells?.children[column]?.textContent);
    },
    row,
    term,
  );
}

/** The pixels of a canvas with an accessible name. */
export async function pixels(page: Page, label: string): Promise<number[]> {
  const canvas = await page.waitForSelector(`canvas[aria-label^="${label}"]`);
  if (!canvas) throw new Error(`no canvas "${label}"`);
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    // Reads a copy, since Chrome warns about reading the page's own canvas.
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(element as HTMLCanvasElement, 0, 0);
    return Array.from(context?.getImageData(0, 0, width, height).data ?? []);
  });
}

/** Drops files on the page like the browser does. @param files each file's name and bytes */
export async function drop(page: Page, files: Record<string, number[]>): Promise<void> {
  await page.waitForSelector('.drop-zone');
  await page.evaluate((contents) => {
    const transfer = new DataTransfer();
    for (const [name, bytes] of Object.entries(contents)) {
      transfer.items.add(new File([new Uint8Array(bytes)], name));
    }
    const event = new DragEvent('drop', {
      dataTransfer: transfer,
      bubbles: true,
      cancelable: true,
    });
    document.querySelector('.drop-zone')?.dispatchEvent(event);
  }, files);
}

export const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];
