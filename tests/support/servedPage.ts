import puppeteer, { type Page } from 'puppeteer';
import { preview } from 'vite';
import { findBrowser } from '../../src/node/browser.ts';

/** A page in a headless browser, with what went wrong in it. */
export interface ServedPage {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors and failed requests, in order. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export interface ServedPageOptions {
  /** Within the folder, such as `other.html` or `?latent=2#explore`; `index.html` if left out. */
  readonly address?: string;
  /** False starts the browser without WebGPU: it then offers no adapter. */
  readonly webgpu?: boolean;
  /** Called before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Serves a folder from localhost, where a page may use WebGPU, and opens its `index.html`. */
export async function openServedPage(
  folder: string,
  { address = '', webgpu = true, prepare }: ServedPageOptions = {},
): Promise<ServedPage> {
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', port: 0 },
  });
  try {
    const { executablePath, args, env } = await findBrowser();
    const browser = await puppeteer.launch({
      executablePath,
      args: args.filter((flag) => webgpu || !flag.includes('webgpu')),
      env: { ...process.env, ...env },
    });
    const close = async () => {
      await browser.close();
      await server.close();
    };
    try {
      const page = await browser.newPage();
      const problems = collectProblems(page);
      await prepare?.(page);
      await page.goto(new URL(address, server.resolvedUrls?.local[0]).href);
      return { page, problems, close };
    } catch (error) {
      await browser.close();
      throw error;
    }
  } catch (error) {
    await server.close();
    throw error;
  }
}

function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) {
      problems.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${String(error)}`));
  page.on('requestfailed', (request) => {
    problems.push(`request failed: ${request.url()} ${request.failure()?.errorText ?? ''}`);
  });
  return problems;
}
