/** The loss and its two terms, by the names of the field. */
export const TERMS = [
  { term: 'elbo', name: '−ELBO' },
  { term: 'reconstruction', name: 'Reconstruction' },
  { term: 'kl', name: 'KL' },
] as const;
