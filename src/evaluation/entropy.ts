/** Neighbours by whose distance a density is judged: fewer give less bias, more give less noise. */
const NEIGHBOURS = 3;

/**
 * The entropy of a distribution in nats, estimated from the distances of its samples to their third
 * nearest neighbours. It is consistent, and biased upwards in many dimensions with few samples.
 * Sources: Kozachenko & Leonenko, "Sample estimate of the entropy of a random vector", 1987; Kraskov et
 * al., "Estimating mutual information", 2004, equation 20.
 *
 * @param z `[rows, latent]`, at least five rows
 */
export function entropyOfSamples(z: Float32Array, latent: number): number {
  const rows = z.length / latent;
  let logs = 0;
  for (let row = 0; row < rows; row++) logs += Math.log(neighbourDistance(z, latent, row));
  return digamma(rows) - digamma(NEIGHBOURS) + logUnitBall(latent) + (latent * logs) / rows;
}

/** Distance of a sample to its nearest neighbours' last one. */
function neighbourDistance(z: Float32Array, latent: number, row: number): number {
  const nearest = new Float64Array(NEIGHBOURS).fill(Infinity);
  for (let other = 0; other * latent < z.length; other++) {
    if (other === row) continue;
    let squared = 0;
    for (let l = 0; l < latent; l++) {
      squared += ((z[row * latent + l] as number) - (z[other * latent + l] as number)) ** 2;
    }
    if (squared >= (nearest[NEIGHBOURS - 1] as number)) continue;
    nearest[NEIGHBOURS - 1] = squared;
    nearest.sort();
  }
  // Equal samples would have an infinite density.
  return Math.max(Math.sqrt(nearest[NEIGHBOURS - 1] as number), Number.MIN_VALUE);
}

/** ψ(n) of a whole number: the harmonic number before it, without Euler's constant. */
function digamma(n: number): number {
  let sum = -0.5772156649015329;
  for (let i = 1; i < n; i++) sum += 1 / i;
  return sum;
}

/** Log of the volume of the unit ball: V(d) = 2π/d · V(d - 2), V(0) = 1, V(1) = 2. */
function logUnitBall(dimensions: number): number {
  let log = dimensions % 2 === 0 ? 0 : Math.log(2);
  for (let d = dimensions; d > 1; d -= 2) log += Math.log((2 * Math.PI) / d);
  return log;
}
