/** Negative log likelihood of target `t` under logit `l`, in nats; finite for any logit. */
export function bernoulliLoss(logit: number, target: number): number {
  return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
}

/** Its derivative with respect to the logit. */
export function bernoulliGradient(logit: number, target: number): number {
  const small = Math.exp(-Math.abs(logit));
  return (logit >= 0 ? 1 : small) / (1 + small) - target;
}
