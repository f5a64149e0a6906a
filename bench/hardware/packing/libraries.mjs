// @ts-check
import { execFileSync } from 'node:child_process';
import { copyFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/** NVIDIA's driver links these although nothing is shown. */
const OF_THE_DRIVER = [
  'libX11.so.6',
  'libXext.so.6',
  'libxcb.so.1',
  'libXau.so.6',
  'libXdmcp.so.6',
  'libbsd.so.0',
  'libmd.so.0',
];
/** Every machine has its own, and they must fit together. */
const OF_GLIBC = /^(ld-linux|linux-vdso|lib(c|m|dl|pthread|rt|resolv|util)\.so)/;

/** Copies libraries that the GPU machine may lack; only those are used there that it does lack. @param {string} folder */
export async function copyLibraries(folder) {
  const linked = execFileSync('ldd', [await realpath(process.execPath)]).toString();
  /** @type {Map<string, string>} */
  const wanted = new Map();
  for (const [, name = '', file = ''] of linked.matchAll(/^\s*(\S+) => (\/\S+)/gm))
    if (!OF_GLIBC.test(name)) wanted.set(name, file);
  const known = execFileSync('sh', ['-c', 'PATH=$PATH:/sbin:/usr/sbin ldconfig -p']).toString();
  for (const name of OF_THE_DRIVER) {
    const line = known.split('\n').find((each) => each.trim().startsWith(`${name} (libc6,x86-64`));
    const file = line?.split(' => ')[1];
    if (file) wanted.set(name, file);
    else console.error(`${name} is not on this machine: it does not travel`);
  }
  for (const [name, file] of wanted) await copyFile(await realpath(file), path.join(folder, name));
}
