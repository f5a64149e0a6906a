/** Tells a remark on standard error, since a program may read standard output. */
export function tell(remark: string): void {
  process.stderr.write(`webgpu-vae: ${remark}\n`);
}
