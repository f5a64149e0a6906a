import { join } from 'node:path';
import { findChromiumPackage, unpackArchive, unpackOnce } from './unpack.ts';

/** Environment variables that let Dawn in a child process find SwiftShader. */
export interface SoftwareEnvironment {
  /** Where the Vulkan loader lies. */
  readonly LD_LIBRARY_PATH: string;
  /** The description of the driver for the loader. */
  readonly VK_ICD_FILENAMES: string;
}

const files = ['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json'];

/**
 * Unpacks SwiftShader, a Vulkan implementation on the CPU, and the Vulkan loader from npm
 * `@sparticuz/chromium` into a cache under the temp folder. Needs neither root nor a GPU. The
 * dynamic linker reads these variables when a process starts, so they affect only child processes.
 *
 * @throws AdapterError when the package is not installed or the machine is not Linux x64.
 */
export async function softwareEnvironment(): Promise<SoftwareEnvironment> {
  const { archives, version } = await findChromiumPackage();
  const folder = await unpackOnce(`swiftshader-${version}`, files, (target) =>
    unpackArchive(join(archives, 'swiftshader.tar.br'), target),
  );
  const inherited = (process.env.LD_LIBRARY_PATH ?? '')
    .split(':')
    .filter((path) => path !== '' && path !== folder);
  return {
    LD_LIBRARY_PATH: [folder, ...inherited].join(':'),
    VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
  };
}
