// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from '@microsoft/api-extractor';
import { ENTRIES } from './entries.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of the reports in the repository. */
export const REPORTS = join(root, 'docs', 'api');

/**
 * The catalogue of shaders, to which types of kernels and slots refer: three thousand lines, and no
 * part of the API.
 */
const CATALOGUE = /^\/\/ @public\nconst allParts: [\s\S]*?^}\];\n\n/m;

/**
 * The public surface of every entry, as the declarations in `dist/` have it: everything exported and
 * everything that this refers to.
 * @returns {Map<string, string>} reports by the names of their files
 * @throws Error if an entry cannot be read
 */
export function apiReports() {
  const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-api-'));
  try {
    const configs = Object.entries(ENTRIES).map(([name, source]) => config(name, source, folder));
    const [first, ...others] = configs;
    if (!first) throw new Error('there are no entries');
    const compilerState = CompilerState.create(first, {
      additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
    });
    return new Map(
      configs.map((each) => [basename(each.reportFilePath), report(each, compilerState)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name @param {string} source @param {string} folder for the report */
function config(name, source, folder) {
  const declarations = Object.values(ENTRIES).map(declarationsOf);
  return ExtractorConfig.prepare({
    // No such file is read: it stands for the object below.
    configObjectFullPath: join(root, 'api-extractor.json'),
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: declarationsOf(source),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'NodeNext',
            lib: ['ES2022', 'DOM'],
            types: [],
            strict: true,
          },
          files: declarations,
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: folder,
        reportTempFolder: folder,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // The reference says what lacks a description.
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}

/** @param {ExtractorConfig} each @param {CompilerState} compilerState */
function report(each, compilerState) {
  /** @type {string[]} */
  const errors = [];
  const { succeeded } = Extractor.invoke(each, {
    localBuild: true,
    compilerState,
    messageCallback(message) {
      if (message.logLevel === ExtractorLogLevel.Error)
        errors.push(message.formatMessageWithLocation(root));
      message.handled = true;
    },
  });
  if (!succeeded || errors.length > 0) {
    throw new Error(`${each.mainEntryPointFilePath}: ${errors.join('\n')}`);
  }
  return readFileSync(each.reportFilePath, 'utf8').replace(CATALOGUE, '');
}

/** @param {string} source of an entry, from `src/` */
function declarationsOf(source) {
  return join(root, 'dist', source.replace(/\.ts$/, '.d.ts'));
}
