import { expect, it } from 'vitest';
import { readReference } from '../../scripts/docs/reference.mjs';

it('describes everything public, with what holds by default, and links that lead somewhere', async () => {
  const { problems } = await readReference();
  expect(problems).toEqual([]);
});
