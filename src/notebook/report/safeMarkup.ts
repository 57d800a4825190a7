import { escapeHtml } from './escapeHtml.ts';

const kept = new Set(
  'table thead tbody tfoot tr th td caption p div span b strong em i sub sup small code pre br progress'.split(' '),
);
const keptAttributes = /^(class|colspan|rowspan|scope|value|max)$/;
const dropped = /<(script|style|title|svg|math|iframe|template)\b[\s\S]*?(<\/\1\s*>|$)/gi;
const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi;

/**
 * What is harmless in a piece of HTML that a cell displayed: tables and plain text markup, written anew tag by tag.
 * Scripts and styles go with their content, other tags become visible text, and no tag can close one outside the piece.
 */
export function safeMarkup(html: string): string {
  const open: string[] = [];
  let written = '';
  let end = 0;
  const source = html.replace(dropped, '');
  for (const match of source.matchAll(tag)) {
    const [whole, slash, given = '', attributes = ''] = match;
    const name = given.toLowerCase();
    if (!kept.has(name)) continue;
    written += safeText(source.slice(end, match.index));
    end = match.index + whole.length;
    if (slash === '') written += `<${name}${safeAttributes(attributes)}>`;
    if (slash === '' && name !== 'br') open.push(name);
    if (slash !== '') written += closeUpTo(name, open);
  }
  return written + safeText(source.slice(end)) + closeUpTo(undefined, open);
}

/** Closes the innermost open tag of that name and all inside it; without a name, every open tag. */
function closeUpTo(name: string | undefined, open: string[]): string {
  const from = name === undefined ? 0 : open.lastIndexOf(name);
  if (from < 0) return '';
  return open
    .splice(from)
    .reverse()
    .map((one) => `</${one}>`)
    .join('');
}

function safeAttributes(text: string): string {
  return Array.from(text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g))
    .map(([, name = '', double, single, bare]) => [name.toLowerCase(), double ?? single ?? bare ?? ''] as const)
    .filter(([name, value]) => keptAttributes.test(name) && /^[\w. -]*$/.test(value))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}

/** Escapes what could begin a tag; entities stay as they are. */
function safeText(text: string): string {
  return text.replace(/&(?!(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);)|[<>"']/gi, escapeHtml);
}
