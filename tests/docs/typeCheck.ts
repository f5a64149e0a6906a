import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/cli.ts';
import { run } from '../support/run.ts';
import { entries } from './entries.ts';

/**
 * Compiles programs with TypeScript, strictly, against the library's sources.
 * @param programs by file name
 * @throws Error with the compiler's messages
 */
export async function typeCheck(
  folder: string,
  programs: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await cp(new URL('standIns.ts', import.meta.url), join(folder, 'standIns.ts'));
  for (const [name, code] of programs) await writeFile(join(folder, name), code);
  const preact = join(root, 'node_modules', 'preact');
  const options = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      paths: {
        ...Object.fromEntries(entries.map(({ name, source }) => [name, [join(root, source)]])),
        react: [join(preact, 'compat', 'src', 'index.d.ts')],
        'react-dom/client': [join(preact, 'compat', 'client.d.ts')],
      },
      // A block may leave unused what it shows.
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    include: [],
    exclude: [],
    files: [...programs.keys()],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', 'tsconfig.json'], folder);
}
