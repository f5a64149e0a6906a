// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Packs files into a compressed tar.
 *
 * @param {string} folder @param {string[]} files within it @param {string[]} compressor a program and its arguments
 * @param {string} target
 */
export async function archive(folder, files, [program = '', ...args], target) {
  const owner = ['--owner=0', '--group=0', '--numeric-owner'];
  const tar = spawn('tar', ['-C', folder, ...owner, '-cf', '-', '--null', '-T', '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const packer = spawn('nice', [program, ...args, '-c'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = [tar, packer].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  tar.stdin.end(files.join('\0'));
  await Promise.all([
    pipeline(tar.stdout, packer.stdin),
    pipeline(packer.stdout, createWriteStream(target)),
  ]);
  const codes = await Promise.all(ended);
  if (codes.some((code) => code !== 0)) throw new Error(`packing ${target} failed: see above`);
}

/** Takes the symbols from a binary, if there is a program that does so. @param {string} file */
export function strip(file) {
  try {
    execFileSync('strip', [file], { stdio: 'ignore' });
  } catch {
    console.error(`${file} travels with its symbols: the program strip is missing or failed`);
  }
}
