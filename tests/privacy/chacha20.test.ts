import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chacha20 } from '../../src/random/chacha20.ts';
import { Secret } from '../../src/random/secret.ts';
import { TestRandom } from '../support/random.ts';

test('a block is that of RFC 8439, 2.3.2', () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
  const block = chacha20(new Uint32Array(bytes.buffer), [1, 0x09000000, 0x4a000000, 0]);
  expect([...block].map((word) => word.toString(16).padStart(8, '0'))).toEqual(
    [
      'e4e7f110 15593bd1 1fdd0f50 c47120a3',
      'c7f4d1c7 0368c033 9aaa2204 4e6cd4c3',
      '466482d2 09aa9f07 05d7c214 a2028bd9',
      'd19c12b5 b94e16de e883d0cb 4e3c50a2',
    ]
      .join(' ')
      .split(' '),
  );
});

test('blocks of any key and input are the key stream of OpenSSL', () => {
  const random = new TestRandom(8439);
  const words = (count: number) => Uint32Array.from(random.integers(count, 2 ** 32));
  for (let i = 0; i < 20; i++) {
    const [key, input] = [words(8), words(4)];
    const cipher = createCipheriv('chacha20', Buffer.from(key.buffer), Buffer.from(input.buffer));
    const stream = cipher.update(Buffer.alloc(64));
    const [counter = 0, a = 0, b = 0, c = 0] = input;
    expect(Buffer.from(chacha20(key, [counter, a, b, c]).buffer)).toEqual(stream);
  }
});

describe('a secret', () => {
  test('comes back from its text, and a fresh one is another', () => {
    const [one, other] = [Secret.fresh(), Secret.fresh()];
    expect(Secret.of(one.text).words).toEqual(one.words);
    expect(other.text).not.toBe(one.text);
    expect(one.text).toMatch(/^[0-9a-f]{64}$/);
  });

  test('does not show where it is printed or serialised', () => {
    const secret = Secret.fresh();
    const shown = [JSON.stringify({ secret }), JSON.stringify(structuredClone({ ...secret }))];
    for (const text of shown) for (const word of secret.words) expect(text).not.toContain(word);
  });

  test.each(['', 'ab', 12, null, 'A'.repeat(64)])(
    '%j is none, and the message does not repeat it',
    (text) => {
      expect(() => Secret.of(text)).toThrow(/secret must be the 64 hexadecimal digits/);
      if (text === 'ab') expect(() => Secret.of(text)).not.toThrow(/ab,|"ab"/);
    },
  );

  test('gives each epoch words of its own, the same ones again', () => {
    const secret = Secret.fresh();
    const first = (epoch: number, dropped = 0) => {
      const next = secret.samplingWords(epoch, dropped);
      return Array.from({ length: 20 }, next);
    };
    expect(first(3)).toEqual(first(3));
    expect(new Set([...first(3), ...first(4), ...first(3, 1)].flat()).size).toBe(120);
  });
});
