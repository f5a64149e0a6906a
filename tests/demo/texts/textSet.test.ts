import { expect, test } from 'vitest';
import { grammarSentences } from '../../../demo/src/data/texts/grammar.ts';
import { readTexts, sampleTexts } from '../../../demo/src/data/texts/textSet.ts';

const read = (content: BlobPart, name = 'own.txt') =>
  readTexts({ name, file: new Blob([content]) });

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`);

test('the sample holds different sentences, and always the same', () => {
  const { train, test: held } = sampleTexts();
  expect(new Set([...train, ...held]).size).toBe(train.length + held.length);
  expect(grammarSentences(50).slice(0, 5)).toEqual(grammarSentences(5));
  for (const sentence of held) expect(sentence).toMatch(/^the \w+ .*\w\.$/);
});

test('lines become texts, a tenth of them held out', async () => {
  const given = lines(200);
  const { name, train, test: held, leftOut } = await read(`${given.join('\r\n')}\n\n  \n---\n`);
  expect(name).toBe('own.txt');
  expect(held).toHaveLength(20);
  expect([...train, ...held].sort()).toEqual(given.toSorted());
  expect(leftOut).toBe(0);
});

test('of more texts than are taken the rest is told', async () => {
  const { train, test: held, leftOut } = await read(lines(10_000).join('\n'));
  expect(leftOut).toBeGreaterThan(0);
  expect(train.length + held.length + leftOut).toBe(10_000);
});

test.each([
  ['an empty file', '', 'own.txt is empty'],
  ['too few lines', 'one\ntwo\n', '2 lines with words'],
  ['bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe, 0x41), 'no text in UTF-8'],
  ['a picture', Uint8Array.of(0x47, 0x49, 0x46, 0x00, 0x01), 'no text in UTF-8'],
  ['a huge file', new Uint8Array(17 * 2 ** 20), 'larger than 16 MiB'],
])('%s is refused with the reason', async (_, content, reason) => {
  await expect(read(content as BlobPart)).rejects.toMatchObject({
    name: 'DataError',
    message: expect.stringContaining(reason),
  });
});
