/** The rows of the first table below a heading, cell by cell, without its head. */
export function tableBelow(text: string, heading: string): string[][] {
  const from = `\n${text}`.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`there is no heading "${heading}"`);
  const lines = text.slice(from).split('\n');
  const start = lines.findIndex((line) => /^\| ?-/.test(line));
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The spans of code in a text. */
export function codeSpans(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** A text without its blocks of code. */
export function prose(text: string): string {
  return text.replace(/^```.*\n(?:(?!```).*\n)*```$/gm, '');
}

/** The anchors of a text's headings, as GitHub makes them. */
export function anchors(text: string): string[] {
  return [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
