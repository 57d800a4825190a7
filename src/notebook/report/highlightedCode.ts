import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';

hljs.registerLanguage('typescript', typescript);

/** TypeScript as HTML with a class on each kind of word; the page's style colours them. */
export function highlightedCode(source: string): string {
  const { value } = hljs.highlight(source, { language: 'typescript' });
  return `<pre class="code"><code>${value}</code></pre>`;
}
