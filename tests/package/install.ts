import { cp, readFile, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pack } from '../../scripts/package/pack.mjs';
import { writeApplication } from '../../scripts/types/application.mjs';
import { root } from '../support/cli.ts';
import { run } from '../support/run.ts';

/** The package as published by npm, installed in an application. */
export interface InstalledPackage {
  /** Paths of the files in the tarball. */
  readonly files: readonly string[];
  readonly tarball: Uint8Array<ArrayBuffer>;
  /** The folder of the application, outside the repository. */
  readonly application: string;
}

const leftOut = ['.git', 'node_modules', 'dist', 'out', 'coverage'];

/**
 * Builds and packs a copy of the repository, so that other tests can use `dist/` meanwhile, and
 * installs the tarball into the application of `consumer/`. Needs no network, since the package has
 * no dependencies.
 */
export async function installPackage(folder: string): Promise<InstalledPackage> {
  const copy = join(folder, 'copy');
  const application = join(folder, 'application');
  await cp(root, copy, {
    recursive: true,
    filter: (path) => !leftOut.some((name) => path === join(root, name)),
  });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  await run('npm', ['run', 'build'], copy);
  writeApplication(application);
  const { tarball, files } = pack(application, copy);
  const flags = ['--offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, `./${basename(tarball)}`], application);
  return { application, tarball: await readFile(tarball), files };
}
