import { Marked, type Tokens } from 'marked';
import type { MimeBundle, TextCell } from '../runner/notebookFile.ts';
import { escapeHtml } from './escapeHtml.ts';
import { highlightedCode } from './highlightedCode.ts';

/**
 * Markdown as HTML for a page that loads nothing: raw HTML in it becomes visible text, links lead to the web, to mail or
 * into the page, and pictures must be in the notebook itself (others become links).
 */
export function markdownHtml({ source, attachments = {} }: Pick<TextCell, 'source' | 'attachments'>): string {
  const marked = new Marked({
    renderer: {
      html: ({ text }) => escapeHtml(text),
      code: ({ text, lang }) =>
        /^(ts|typescript)$/.test(lang ?? '')
          ? highlightedCode(text)
          : `<pre class="code"><code>${escapeHtml(text)}</code></pre>`,
      image: (token) => image(token, attachments),
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        return safeLink.test(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
      },
    },
  });
  return marked.parse(source, { async: false });
}

const safeLink = /^(https?:\/\/|mailto:|#)/i;
const picture = /^data:image\/(png|jpeg|gif|svg\+xml);base64,[a-z0-9+/=\s]+$/i;

function image({ href, text }: Tokens.Image, attachments: Readonly<Record<string, MimeBundle>>): string {
  const source = href.startsWith('attachment:') ? attached(attachments[href.slice('attachment:'.length)]) : href;
  if (picture.test(source)) return `<img src="${source}" alt="${escapeHtml(text)}">`;
  return safeLink.test(href) ? `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>` : escapeHtml(text);
}

function attached(bundle: MimeBundle = {}): string {
  const [type, data] = Object.entries(bundle)[0] ?? [];
  return `data:${type};base64,${data}`;
}
