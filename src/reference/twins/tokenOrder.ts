import { at } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** The places of tokens, by their tokens and then in their own order */
export const tokenOrder: Twin<'token_order'> = (
  { constants: { M, LENGTH } },
  tokens,
  order,
  sorted,
) => {
  const places = Array.from({ length: M * LENGTH }, (_, place) => place);
  // Sorting keeps the order of equal tokens.
  places.sort((a, b) => at(tokens, a) - at(tokens, b));
  for (const [rank, place] of places.entries()) {
    order[rank] = place;
    sorted[rank] = at(tokens, place);
  }
};
