import { createWriteStream, existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AdapterError } from '../errors.ts';
import { libraryReachable } from './library.ts';
import { decompress, findChromiumPackage, unpackArchive, unpackOnce } from './unpack.ts';

/** Options for launching a browser with WebGPU. The fields are puppeteer's launch options. */
export interface Browser {
  readonly executablePath: string;
  readonly args: readonly string[];
  /**
   * Further arguments for pages on whose canvases WebGPU draws. Without a GPU, Chrome cannot hand a
   * device's textures to its compositor and loses the device, unless all of the page is on SwiftShader.
   */
  readonly canvasArgs: readonly string[];
  /** Additional environment variables: a locale, and libraries and fonts that the machine lacks. */
  readonly env: Readonly<Record<string, string>>;
}

const flags = [
  '--enable-unsafe-webgpu',
  // Timestamps without quantisation, and adapter names.
  '--enable-webgpu-developer-features',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const softwareFlag = '--use-webgpu-adapter=swiftshader';

/**
 * Chrome without a display starts its GPU process on a GPU if OpenGL too goes through the GPU's Vulkan
 * driver and nothing asks that driver for a surface to show pictures on. Servers' GPUs and drivers are
 * often on Chrome's block list.
 */
const linuxHardwareFlags = [
  '--use-webgpu-adapter=default',
  '--use-angle=vulkan',
  '--disable-vulkan-surface',
  '--ignore-gpu-blocklist',
];

const softwareCanvasFlags = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--use-vulkan=swiftshader',
  '--disable-vulkan-surface',
];

/** Without a locale, a browser reports the language `en-US@posix`, which Intl refuses. */
const locale = { LC_ALL: 'en_US.UTF-8' };

/**
 * Shared libraries that the packaged browser links and a minimal machine may lack. They are in
 * `al2023.tar.br`.
 */
const linked = ['libnss3.so', 'libnssutil3.so', 'libnspr4.so', 'libexpat.so.1'];

/**
 * Finds a browser for tests and benchmarks: a full Chrome or Chromium that the user installed (named by CHROME_PATH or
 * PUPPETEER_EXECUTABLE_PATH, or in the usual places), else the headless Chromium of npm `@sparticuz/chromium`.
 *
 * @param adapter `software` makes any browser compute on SwiftShader. `hardware` asks for the GPU of the machine and names
 *   no other adapter; where there is none, a page gets no adapter or, in some browsers, one that says it is a software one
 * @throws AdapterError when a named browser does not exist, or none is found.
 */
export async function findBrowser(adapter: 'hardware' | 'software' = 'software'): Promise<Browser> {
  const args = [...flags];
  if (process.platform === 'linux') args.push('--enable-features=Vulkan');
  if (adapter === 'software') args.push(softwareFlag);
  else if (process.platform === 'linux') args.push(...linuxHardwareFlags);
  const canvasArgs = adapter === 'software' ? softwareCanvasFlags : [];
  if (process.getuid?.() === 0) args.push('--no-sandbox');

  const installed = namedBrowser() ?? usualPlaces().find((path) => existsSync(path));
  if (installed !== undefined) {
    return { executablePath: installed, args, canvasArgs, env: locale };
  }
  const { executablePath, env } = await packagedBrowser();
  // The sandbox needs user namespaces or a set-uid helper, which the package does not contain.
  if (!args.includes('--no-sandbox')) args.push('--no-sandbox');
  return { executablePath, args, canvasArgs, env };
}

function namedBrowser(): string | undefined {
  for (const name of ['CHROME_PATH', 'PUPPETEER_EXECUTABLE_PATH']) {
    const path = process.env[name];
    if (!path) continue;
    if (existsSync(path)) return path;
    throw new AdapterError(
      `${name} names a browser that does not exist: "${path}". Correct or unset the variable.`,
    );
  }
  return undefined;
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const root = process.env[name];
      return root ? [join(root, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
    });
  }
  return ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser']
    .map((name) => join('/usr/bin', name))
    .concat('/opt/google/chrome/chrome', '/snap/bin/chromium');
}

async function packagedBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const { archives, version } = await findChromiumPackage();
  const files = [
    'chromium',
    'libvulkan.so.1',
    'libvk_swiftshader.so',
    'lib/libnss3.so',
    'fonts.conf',
  ];
  const folder = await unpackOnce(`chromium-${version}`, files, async (target) => {
    await decompress(join(archives, 'chromium.br'), createWriteStream(join(target, 'chromium')));
    await chmod(join(target, 'chromium'), 0o755);
    for (const name of ['swiftshader', 'al2023', 'fonts']) {
      await unpackArchive(join(archives, `${name}.tar.br`), target);
    }
    await writeFile(join(target, 'fonts.conf'), fontConfiguration);
  });

  const env: Record<string, string> = { ...locale };
  if (!linked.every(libraryReachable)) {
    const inherited = process.env.LD_LIBRARY_PATH;
    env.LD_LIBRARY_PATH = [join(folder, 'lib'), ...(inherited ? [inherited] : [])].join(':');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = folder;
  return { executablePath: join(folder, 'chromium'), env };
}

/**
 * The package's font configuration names folders of a cloud function. Paths relative to the file
 * work everywhere.
 */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
