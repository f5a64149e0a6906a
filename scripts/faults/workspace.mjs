// @ts-check
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plant } from './plant.mjs';
import { runProgram } from './runProgram.mjs';

/** @import { Fault } from './types.ts' */

/** All files that the tests of the faults read. */
const COPIED = [
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'demo',
  'scripts',
  'shaders',
  'src',
  'tests',
];
const CATALOGUE = 'src/kernels/catalogue';
const CATALOGUE_LIMIT_MS = 180_000;

/** A copy of the repository in a temporary folder, in which faults are planted. */
export class Workspace {
  /** @param {string} root of the repository */
  constructor(root) {
    this.root = root;
    this.path = realpathSync(mkdtempSync(join(tmpdir(), 'webgpu-vae-faults-')));
    for (const name of COPIED) cpSync(join(root, name), join(this.path, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.path, 'node_modules'), 'junction');
  }

  /**
   * Runs `use` while the copy contains a fault.
   *
   * @template T
   * @param {Fault} fault
   * @param {() => T | Promise<T>} use
   */
  async with(fault, use) {
    const path = join(this.path, fault.file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, plant(text, fault));
    try {
      if (fault.file.startsWith('shaders/')) await this.#generateCatalogue();
      return await use();
    } finally {
      writeFileSync(path, text);
      cpSync(join(this.root, CATALOGUE), join(this.path, CATALOGUE), { recursive: true });
    }
  }

  async #generateCatalogue() {
    const { code, output } = await runProgram(['scripts/catalogue.mjs'], {
      cwd: this.path,
      limitMs: CATALOGUE_LIMIT_MS,
    });
    if (code !== 0) throw new Error(`the catalogue refuses the shaders:\n${output.trim()}`);
  }

  dispose() {
    // Remove the link first, so that its target can never be deleted.
    const link = join(this.path, 'node_modules');
    if (existsSync(link)) rmSync(link);
    rmSync(this.path, { recursive: true, force: true });
  }
}
