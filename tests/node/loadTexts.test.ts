import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, DataError, FormatError } from '../../src/errors.ts';
import { loadTexts } from '../../src/node/index.ts';
import { atTestEnd } from '../support/ends.ts';

/** A folder with files of the given contents. */
async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'texts-'));
  atTestEnd(() => rm(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

test('a line of a text file is a text', async () => {
  const path = await folder({ 'a.txt': 'one\r\n\n two \nthree' });
  expect(await loadTexts(join(path, 'a.txt'))).toEqual({ texts: ['one', ' two ', 'three'] });
});

test('a column of a table is texts, quoted as RFC 4180 says', async () => {
  const path = await folder({
    'a.csv': '\uFEFFid,text\n1,"a, ""b""\nc"\n2,\n3,d\n',
    'b.tsv': 'only\nx\ty\n',
    'c.csv': 'title,body\nt,b\n',
    'd.csv': 'a,b\n"x\n',
  });
  const of = (name: string) => join(path, name);
  expect((await loadTexts(of('a.csv'))).texts).toEqual(['a, "b"\nc', 'd']);
  expect((await loadTexts(of('b.tsv'))).texts).toEqual(['x']);
  expect((await loadTexts(of('c.csv'), { column: 'body' })).texts).toEqual(['b']);
  await expect(loadTexts(of('c.csv'))).rejects.toThrow('its columns are: title, body');
  await expect(loadTexts(of('c.csv'), { column: 'x' })).rejects.toThrow(ConfigError);
  await expect(loadTexts(of('d.csv'))).rejects.toThrow(FormatError);
});

test('the files of a folder are texts, their folders classes', async () => {
  const path = await folder({ 'b/1.txt': 'x', 'a/2.txt': 'y\nz', 'a/3.txt': 'w', 'a/.h.txt': '' });
  const { texts, classes, labels } = await loadTexts(path);
  expect(texts).toEqual(['y\nz', 'w', 'x']);
  expect(classes).toEqual(['a', 'b']);
  expect([...(labels ?? [])]).toEqual([0, 0, 1]);
  expect(await loadTexts(join(path, 'a'))).toEqual({ texts: ['y\nz', 'w'] });
});

test('what holds no text is refused by name', async () => {
  const path = await folder({ 'a.txt': '\n\n', 'b/c.md': 'x' });
  await expect(loadTexts(join(path, 'no.txt'))).rejects.toThrow(DataError);
  await expect(loadTexts(join(path, 'a.txt'))).rejects.toThrow('holds no text');
  await expect(loadTexts(join(path, 'b'))).rejects.toThrow('holds no text');
  await expect(loadTexts(join(path, 'a.txt'), { column: 'x' })).rejects.toThrow('leave it out');
});
