import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_ALIGNMENT, Blocks } from '../../src/wasm/memory/blocks.ts';

test('blocks are aligned and never overlap, and all of them come back', () => {
  const steps = fc.array(fc.record({ size: fc.nat(5000), free: fc.nat(50) }), { maxLength: 100 });
  fc.assert(
    fc.property(steps, (all) => {
      const blocks = new Blocks(BLOCK_ALIGNMENT);
      blocks.extend(65536);
      const used: { start: number; end: number }[] = [];
      for (const { size, free } of all) {
        const given = used.length > 20 && used.splice(free % used.length, 1)[0];
        if (given) blocks.give(given.start);
        const missing = blocks.missing(size);
        if (missing > 0) blocks.extend(blocks.end + missing);
        const start = blocks.take(size) as number;
        const end = start + size;
        expect(start % BLOCK_ALIGNMENT).toBe(0);
        expect(start).toBeGreaterThan(0);
        expect(end).toBeLessThanOrEqual(blocks.end);
        expect(used.every((other) => other.end <= start || end <= other.start)).toBe(true);
        used.push({ start, end });
      }
      for (const { start } of used) blocks.give(start);
      expect(blocks.take(blocks.end - BLOCK_ALIGNMENT)).toBe(BLOCK_ALIGNMENT);
    }),
  );
});

test('freed memory is used again before the space grows', () => {
  const blocks = new Blocks(BLOCK_ALIGNMENT);
  blocks.extend(65536);
  const [first, second, third] = [1000, 2000, 3000].map((size) => blocks.take(size) as number);
  for (const block of [first, third, second]) blocks.give(block as number);
  for (let i = 0; i < 1000; i++) {
    expect(blocks.missing(5000)).toBe(0);
    blocks.give(blocks.take(5000) as number);
  }
  expect(blocks.take(3000)).toBe(first);
});
