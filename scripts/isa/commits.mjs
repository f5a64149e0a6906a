// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Uses the repository as it was at a commit: a work tree in a temporary folder, with the packages
 * that are installed now.
 *
 * @template T
 * @param {string} root
 * @param {string} commit
 * @param {(root: string) => Promise<T>} use
 * @returns {Promise<T>}
 * @throws RangeError if there is no such commit
 */
export async function atCommit(root, commit, use) {
  /** @param {...string} args */
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  let id;
  try {
    id = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`).trim();
  } catch {
    throw new RangeError(
      `"${commit}" is neither a product variant nor a commit of this repository`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-isa-commit-'));
  const tree = join(folder, 'tree');
  try {
    git('worktree', 'add', '--detach', tree, id);
    try {
      symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
      return await use(tree);
    } finally {
      git('worktree', 'remove', '--force', tree);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
