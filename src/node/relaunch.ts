import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { AdapterKind } from './adapter.ts';
import { vulkanReachable } from './library.ts';
import { softwareEnvironment } from './software.ts';

/**
 * Set in the child, so that a child without a loader reports this instead of starting another
 * child.
 */
const marker = 'WEBGPU_VAE_RELAUNCHED';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * True if this process cannot load the Vulkan loader, but a child process could use the packaged
 * one.
 */
export function needsRelaunch(kind: AdapterKind): boolean {
  return kind !== 'hardware' && process.env[marker] === undefined && !vulkanReachable();
}

/**
 * Runs this command again in a child process that finds SwiftShader, with the same streams and
 * arguments. Forwards signals to it.
 *
 * @returns the child's exit code, or 128 + the number of the signal that ended it.
 * @throws AdapterError when SwiftShader cannot be unpacked.
 */
export async function relaunchWithSoftware(): Promise<number> {
  const environment = await softwareEnvironment();
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    // The channel carries no messages. When it closes, the child knows that this process has ended.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment, [marker]: '1' },
  });
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of forwarded) process.on(signal, pass);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
      );
    });
  } finally {
    for (const signal of forwarded) process.off(signal, pass);
  }
}

/** In the relaunched child: exits when the parent ends, also if the parent was killed. */
export function followParent(): void {
  if (process.env[marker] === undefined || !process.connected) return;
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
}
