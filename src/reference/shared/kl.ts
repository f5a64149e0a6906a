/** KL(N(mu, exp(logvar)) || N(0, 1)) of one latent dimension, in nats. */
export function klLoss(mu: number, logvar: number): number {
  return 0.5 * (mu * mu + Math.exp(logvar) - 1 - logvar);
}

/** Its derivatives with respect to mu and logvar. */
export function klGradient(mu: number, logvar: number): [number, number] {
  return [mu, 0.5 * (Math.exp(logvar) - 1)];
}
