// @ts-check
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { mirrorsIn, useFirst } from './mirrors.mjs';

/** A machine lacks something to compile for GPUs; the message says what is needed. */
export class SetupError extends Error {}

const NAME = 'isa-compilers';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const RELEASE = 'trixie';
const NEWER = `${RELEASE}-backports`;
const PACKAGES = ['mesa-vulkan-drivers', 'mesa-drm-shim', 'libvulkan1', 'libstdc++6'];
/** Present if all was unpacked. */
const FILES = [
  'usr/lib64/ld-linux-x86-64.so.2',
  'usr/lib/x86_64-linux-gnu/libvulkan_radeon.so',
  'usr/lib/x86_64-linux-gnu/libamdgpu_noop_drm_shim.so',
  'usr/lib/x86_64-linux-gnu/libvulkan.so.1',
];

/** The folder of the compilers, if they were set up before; else undefined. */
export function foundCompilers() {
  const folder = join(tmpdir(), `webgpu-vae-${userInfo().uid}`, NAME);
  return FILES.every((file) => existsSync(join(folder, file))) ? folder : undefined;
}

/**
 * Mesa's compilers and fake kernel drivers, in a folder of their own: downloads Debian's packages
 * and unpacks them there, on first use. Nothing of the machine changes.
 *
 * @param {(text: string) => void} tell
 * @throws SetupError
 */
export async function installCompilers(tell) {
  const found = foundCompilers();
  if (found) return found;
  const apt = await openApt();
  tell("downloads Mesa's compilers: 65 MB, 350 MB unpacked");
  return unpackOnce(NAME, FILES, async (folder) => {
    const planned = apt.run('apt-get', [
      ...['-s', '-t', NEWER, '--no-install-recommends', 'install', ...PACKAGES],
    ]);
    const wanted = [...planned.matchAll(/^Inst (\S+) (?:\[.*?\] )?\((\S+)/gm)].map(
      ([, name, version]) => `${name}=${version}`,
    );
    for (const deb of apt.download(wanted)) apt.run('dpkg', ['-x', deb, folder]);
  }).finally(apt.close);
}

/**
 * Debian's package tools with lists and settings of their own.
 *
 * @typedef {object} Apt
 * @property {(program: string, args: readonly string[], folder?: string) => string} run
 * @property {(packages: readonly string[]) => string[]} download gives the paths of the files
 * @property {string} folder for files
 * @property {() => void} close deletes the folder
 */

/**
 * @returns {Promise<Apt>}
 * @throws SetupError
 */
export async function openApt() {
  const needs =
    'Mesa is taken from Debian: this needs apt-get and dpkg on Linux x64, and a Debian mirror';
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(`${needs}. This is ${process.platform} ${process.arch}.`);
  }
  for (const program of ['apt-get', 'dpkg']) {
    if (spawnSync(program, ['--version']).error)
      throw new SetupError(`${needs}. There is no ${program}.`);
  }
  if (!existsSync(KEYRING)) {
    throw new SetupError(
      `${needs}. Its keys are not at ${KEYRING}: install debian-archive-keyring.`,
    );
  }
  const mirrors = mirrorsIn(sourcesOfApt());
  if (mirrors.length === 0) throw new SetupError(`${needs}. No source in /etc/apt names a mirror.`);
  const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-apt-'));
  const paths = ['state/lists/partial', 'cache/archives/partial', 'debs'];
  for (const path of paths) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'status'), '');
  writeFileSync(
    join(folder, 'apt.conf'),
    Object.entries({
      'Dir::State': join(folder, 'state'),
      'Dir::State::status': join(folder, 'status'),
      'Dir::Cache': join(folder, 'cache'),
      'Dir::Etc::sourcelist': join(folder, 'debian.sources'),
      'Dir::Etc::sourceparts': '/dev/null',
      // Another user may not write to the folder.
      'APT::Sandbox::User': 'root',
    })
      .map(([name, value]) => `${name} "${value}";\n`)
      .join(''),
  );
  const close = () => rmSync(folder, { recursive: true, force: true });
  /** @type {Apt['run']} */
  const run = (program, args, cwd = folder) => {
    const env = { ...process.env, APT_CONFIG: join(folder, 'apt.conf'), LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync(program, [...args], {
      ...{ cwd, env, encoding: 'utf8', maxBuffer: 1e8 },
    });
    if (status === 0) return stdout;
    const said = stderr.trim().split('\n').slice(-5).join('\n');
    throw new SetupError(`${needs}. ${program} ended with ${status} and said:\n${said}`);
  };
  const debs = join(folder, 'debs');
  /** @type {Apt['download']} */
  const download = (packages) => {
    run('apt-get', ['-q', 'download', ...packages], debs);
    return readdirSync(debs).map((name) => join(debs, name));
  };
  /** @param {string} mirror */
  const update = (mirror) => {
    writeFileSync(
      join(folder, 'debian.sources'),
      [
        ...['Types: deb deb-src', `URIs: ${mirror}`, `Suites: ${RELEASE} ${NEWER}`],
        ...['Components: main', `Signed-By: ${KEYRING}`, ''],
      ].join('\n'),
    );
    // By default a list that cannot be fetched is a warning only.
    run('apt-get', ['-q', '-o', 'APT::Update::Error-Mode=any', 'update']);
  };
  try {
    useFirst(mirrors, update);
  } catch (error) {
    close();
    throw error;
  }
  return { run, download, folder, close };
}

/** The files that say where this machine takes its packages from. */
function sourcesOfApt() {
  const parts = '/etc/apt/sources.list.d';
  const files = existsSync(parts) ? readdirSync(parts) : [];
  const texts = files
    .filter((name) => name.endsWith('.sources'))
    .map((name) => readFileSync(join(parts, name), 'utf8'));
  const list = '/etc/apt/sources.list';
  return existsSync(list) ? [...texts, readFileSync(list, 'utf8')] : texts;
}

/**
 * A folder in the cache of the library, filled on first use.
 *
 * @param {string} name
 * @param {readonly string[]} files that it must hold
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export async function unpackOnce(name, files, fill) {
  const file = fileURLToPath(new URL('../../src/node/unpack.ts', import.meta.url));
  /** @type {{ module: typeof import('../../src/node/unpack.ts') }} */
  const { module } = await runnerImport(file, { configFile: false });
  return module.unpackOnce(name, files, fill);
}
