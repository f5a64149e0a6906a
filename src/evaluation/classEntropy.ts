/**
 * Entropy of the aggregate posterior of categorical codes, in nats: -E log q(z), where q(z) is the mean over
 * the rows of the probability of z.
 * @param z one-hot samples, one of each row: `[rows, latent]`
 * @param probabilities of the classes given each row, `[rows, latent]`
 */
export function entropyOfClasses(
  z: Float32Array,
  probabilities: Float32Array,
  latent: number,
): number {
  const rows = z.length / latent;
  const logs = Float64Array.from(probabilities, Math.log);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const chosen = [...z.subarray(row * latent, (row + 1) * latent).keys()].filter(
      (column) => (z[row * latent + column] as number) > 0,
    );
    let density = 0;
    for (let other = 0; other < rows; other++) {
      let log = 0;
      for (const column of chosen) log += logs[other * latent + column] as number;
      density += Math.exp(log);
    }
    sum -= Math.log(density / rows);
  }
  return sum / rows;
}
