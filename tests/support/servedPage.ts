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

/** Serves a folder from localhost, where a page may use WebGPU, and opens a page of it. */
export async function openServedPage(folder: string, name = 'index.html'): Promise<ServedPage> {
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
      args: [...args],
      env: { ...process.env, ...env },
    });
    const close = async () => {
      await browser.close();
      await server.close();
    };
    try {
      const page = await browser.newPage();
      const problems = collectProblems(page);
      await page.goto(new URL(name, server.resolvedUrls?.local[0]).href);
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
