import { describe, expect, it } from 'vitest';
import { shortShader } from '../../scripts/build/shortShader.mjs';
import type {
  CataloguePart,
  ConstantEntry,
  PieceEntry,
} from '../../src/kernels/catalogue.types.ts';
import { specialize } from '../../src/kernels/specialize.ts';
import { tokenize } from '../../src/wasm/compiler/tokens.ts';
import { catalogue } from '../support/catalogue.ts';

const whole: CataloguePart = catalogue;
const { modules, slots, kernels } = whole;
const pieces = [...Object.values(kernels), ...Object.values(slots).flatMap(Object.values)];
const texts: readonly string[] = [...Object.values(modules), ...pieces.map(({ code }) => code)];

const mapValues = <A, B>(entries: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));

const tokens = (code: string) => tokenize(code).map(({ kind, text }) => [kind, text]);

it('leaves every shader its words and signs', () => {
  expect(texts.length).toBeGreaterThan(100);
  for (const text of texts) expect(tokens(shortShader(text))).toEqual(tokens(text));
});

it('leaves what the library reads at the beginnings of lines', () => {
  const outer = (text: string) => text.split('\n').filter((line) => /^[@a-z]/.test(line));
  for (const text of texts) {
    const declared = outer(text).map((line) => line.replace(/[{(].*/, ''));
    expect(outer(shortShader(text)).map((line) => line.replace(/[{(].*/, ''))).toEqual(declared);
  }
});

describe('specialised, every kernel has the same words and signs', () => {
  const shortPiece = <P extends PieceEntry>(piece: P): P => ({
    ...piece,
    code: shortShader(piece.code),
  });
  const short = {
    modules: mapValues(modules, shortShader),
    slots: mapValues(slots, (choices) => mapValues(choices, shortPiece)),
    kernels: mapValues(kernels, shortPiece),
  };
  // Other values than those in the text, so that one which is not written is seen.
  const others = (constants: Readonly<Record<string, ConstantEntry>>) =>
    Object.fromEntries(
      Object.entries(constants).flatMap(([name, { type, value }]) =>
        type === 'u32' && typeof value === 'number' ? [[name, value + 1]] : [],
      ),
    );

  it.each(Object.entries(kernels))('%s', (name, { slots: own, constants }) => {
    for (const [slot, preferred] of Object.entries(own)) {
      for (const choice of Object.keys(slots[slot] ?? {})) {
        const chosen = { ...own, [slot]: choice };
        const made = (entries: CataloguePart) =>
          tokens(specialize(name, chosen, others(constants), entries).code);
        expect(made(short), `${slot}: ${choice} for ${preferred}`).toEqual(made(whole));
      }
    }
    const made = (entries: CataloguePart) =>
      tokens(specialize(name, own, others(constants), entries).code);
    expect(made(short)).toEqual(made(whole));
  });
});

it('writes a function as one line, and parts words and operators', () => {
  const text = [
    '',
    '',
    'const ROWS: u32 = 4u;',
    '',
    '',
    'fn f(a:u32)->u32{',
    ' if(a>1u){',
    ' return a-',
    ' -a;',
    ' }',
    ' else',
    ' {return',
    ' 0u;}',
    '}',
  ].join('\n');
  expect(shortShader(text)).toBe(
    '\nconst ROWS: u32 = 4u;\nfn f(a:u32)->u32{if(a>1u){return a- -a;}else{return 0u;}}',
  );
});
