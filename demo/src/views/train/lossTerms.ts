/** The loss and its two terms, with their names on the page. */
export const TERMS = [
  { term: 'elbo', name: '−ELBO' },
  { term: 'reconstruction', name: 'Reconstruction' },
  { term: 'kl', name: 'KL' },
] as const;
