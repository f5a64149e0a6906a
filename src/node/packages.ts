import { createRequire } from 'node:module';
import { join } from 'node:path';

/** True if an npm package can be resolved from the library or from the working directory. */
export function isInstalled(name: string): boolean {
  return [import.meta.url, join(process.cwd(), 'index.js')].some((origin) => {
    try {
      createRequire(origin).resolve(`${name}/package.json`);
      return true;
    } catch (error) {
      // A package that lets only `import` in is there.
      return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
    }
  });
}
