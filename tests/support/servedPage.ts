import puppeteer, { type Page } from 'puppeteer';
import type { Plugin } from 'vite';
import { serveFolder } from '../../scripts/serve/serveFolder.mjs';
import { describeAdapter } from '../../src/gpu/describeAdapter.ts';
import { findBrowser } from '../../src/node/browser.ts';
import { suiteAdapter } from './suiteAdapter.ts';

/** A page in a headless browser, with the errors recorded in it. */
export interface ServedPage {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors and failed requests, in order. */
  readonly problems: readonly string[];
  /** Requests of the page and its workers to the server: paths within the folder, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export interface ServedPageOptions {
  /**
   * Path within the folder, such as `other.html` or `?latent=2#explore`; `index.html` by default.
   */
  readonly address?: string;
  /** A Content-Security-Policy that the server sends with every file. */
  readonly policy?: string;
  /** Other headers that the server sends with every file. */
  readonly headers?: Record<string, string>;
  /** False starts the browser without WebGPU: it then offers no adapter. */
  readonly webgpu?: boolean;
  /** True lets a browser without a GPU show canvases that WebGPU draws on. */
  readonly canvases?: boolean;
  /** Called before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/**
 * Serves a folder from localhost, a secure context as WebGPU requires, and opens its `index.html`.
 */
export async function openServedPage(
  folder: string,
  { address = '', policy, headers, ...options }: ServedPageOptions = {},
): Promise<ServedPage> {
  const requests: string[] = [];
  const plugins = [recordRequests(requests)];
  const server = await serveFolder(folder, {
    plugins,
    ...(policy !== undefined && { policy }),
    ...(headers && { headers }),
  });
  try {
    const served = new URL(address, server.address).href;
    const opened = await openPage(served, options);
    const close = async () => {
      await opened.close();
      await server.close();
    };
    return { ...opened, requests, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Opens a page of a server that runs already. */
export async function openPage(
  address: string,
  {
    webgpu = true,
    canvases = false,
    prepare,
  }: Omit<ServedPageOptions, 'address' | 'policy' | 'headers'> = {},
): Promise<Omit<ServedPage, 'requests'>> {
  const { executablePath, args, canvasArgs, env } = await findBrowser(
    suiteAdapter() === 'hardware' ? 'hardware' : 'software',
  );
  const browser = await puppeteer.launch({
    executablePath,
    args: [
      ...args.filter((flag) => webgpu || !flag.includes('webgpu')),
      ...(canvases ? canvasArgs : []),
    ],
    env: { ...process.env, ...env },
  });
  try {
    const page = await browser.newPage();
    const problems = collectProblems(page);
    await prepare?.(page);
    await page.goto(address);
    if (webgpu && suiteAdapter() === 'hardware') await assertHardware(page);
    return { page, problems, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** @throws Error if the page would compute on anything but hardware */
async function assertHardware(page: Page): Promise<void> {
  const info = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return undefined;
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    return { vendor, architecture, device, description, isFallbackAdapter };
  });
  if (info && !describeAdapter(info as GPUAdapterInfo).software) return;
  const found = info ? `the software adapter ${info.vendor} ${info.architecture}` : 'no adapter';
  throw new Error(
    `VAE_ADAPTER=hardware, but the browser offers ${found}: name a Chrome that sees the GPU with ` +
      'CHROME_PATH, or take VAE_ADAPTER=software',
  );
}

function recordRequests(requests: string[]): Plugin {
  return {
    name: 'record-requests',
    configurePreviewServer(server) {
      server.middlewares.use((request, _, next) => {
        requests.push(new URL(request.url ?? '/', 'http://localhost').pathname.slice(1));
        next();
      });
    },
  };
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
