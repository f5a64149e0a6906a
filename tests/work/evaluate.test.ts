import { describe, expect, test } from 'vitest';
import { evaluate } from '../../scripts/work/evaluate.mjs';

const constants: Readonly<Record<string, number>> = { INNER4: 196, TILE_INNER4: 4, FLAG: 1 };
const value = (text: string): number => evaluate(text, (name) => constants[name] ?? Number.NaN);

describe('an expression of the work table', () => {
  test.each([
    ['12', 12],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['20 - 5 - 3', 12],
    ['7 / 2 * 2', 6],
    ['(INNER4 + TILE_INNER4 - 1) / TILE_INNER4', 49],
    ['max(1, INNER4 / 64)', 3],
    ['min(4, 3, 9)', 3],
    ['halvings(32, 0)', 6],
    ['halvings(INNER4 - 180, 1)', 4],
    ['!(FLAG)', 0],
    ['FLAG && INNER4 > 195 || false', 1],
    ['0.9 != 0.0', 1],
    ['INNER4 % 5 == 1', 1],
  ])('%s is %d', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test.each([
    ['(1 + 2', 'expected ")"'],
    ['1 2', '"2" is left over'],
    ['2 * * 3', '"*" stands in'],
    ['log(3)', 'no function "log"'],
    ['', '"" stands in'],
  ])('%s is refused', (text, message) => {
    expect(() => value(text)).toThrow(SyntaxError);
    expect(() => value(text)).toThrow(message);
  });
});
