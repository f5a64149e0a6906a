/** Code, where brackets are no links. */
const CODE = /^```[\s\S]*?^```$|`[^`\n]*`/gm;

const LINK = /\]\(([^)\s]+)/g;

/** The files that a Markdown text links to or shows, without places in them and addresses elsewhere. */
export function linksOf(markdown: string): string[] {
  const links = [...markdown.replace(CODE, '').matchAll(LINK)].map(([, link = '']) => link);
  return links.filter((link) => !/^(#|[a-z]+:)/.test(link)).map((link) => link.replace(/#.*$/, ''));
}
