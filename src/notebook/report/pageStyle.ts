/** Style of the report: one column of text at reading width, in the colours that the reader's system asks for. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: #1f2328; --quiet: #656d76; --line: #d8dee4; --ground: #ffffff; --panel: #f6f8fa; --link: #0a5bb5;
  --word: #0a4a9c; --text: #1b6b45; --number: #8a4b08; --name: #6f3a9c; --warning: #9a3412;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e3e6ea; --quiet: #9aa4af; --line: #373c43; --ground: #1b1b1b; --panel: #262728; --link: #79b8ff;
    --word: #85b8ff; --text: #8fd3a8; --number: #f0b072; --name: #d2a8ff; --warning: #ffa07a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 56px 24px 96px; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 0.6em; text-wrap: balance; }
h1 { font-size: 32px; letter-spacing: -0.015em; margin-top: 0; }
h2 { font-size: 22px; letter-spacing: -0.005em; padding-top: 1em; border-top: 1px solid var(--line); }
h3 { font-size: 17px; }
p, ul, ol, blockquote { margin: 0 0 1em; }
li { margin: 0.2em 0; }
a { color: var(--link); text-underline-offset: 2px; }
blockquote { padding-left: 16px; border-left: 3px solid var(--line); color: var(--quiet); }
code, pre { font-family: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: 0.875em; }
pre { font-size: 13px; line-height: 1.5; margin: 0; overflow-x: auto; tab-size: 2; }
pre code { font-size: inherit; }
pre.code { padding: 12px 16px; border-radius: 6px; background: var(--panel); }
section { position: relative; margin: 20px 0; }
.prompt { position: absolute; right: 100%; top: 12px; margin-right: 12px; color: var(--quiet); font: 12px/20px ui-monospace, Menlo, Consolas, monospace; }
pre.stdout, pre.stderr { padding: 10px 16px; }
pre.stderr { color: var(--warning); }
figure, .markup { margin: 16px 0; }
figure { overflow-x: auto; }
figure img, figure svg { display: block; max-width: 100%; height: auto; }
figure .vega-embed { display: block; padding: 0; }
figure .vega-embed details { opacity: 0; }
figure .vega-embed:hover details, figure .vega-embed details:focus-within { opacity: 1; }
@media (prefers-color-scheme: dark) {
  figure.chart { width: fit-content; max-width: 100%; padding: 8px; border-radius: 6px; background: #ffffff; }
}
.markup { overflow-x: auto; font-size: 14px; }
main table { border-collapse: collapse; font-size: 14px; line-height: 1.4; font-variant-numeric: tabular-nums; }
main > table { margin: 0 0 16px; }
main caption { text-align: left; color: var(--quiet); padding-bottom: 6px; }
main th, main td { padding: 5px 14px 5px 0; text-align: left; border-bottom: 1px solid var(--line); }
main th { font-weight: 600; border-bottom: 1.5px solid var(--quiet); white-space: nowrap; }
main .number, main [align="right"] { text-align: right; }
.hljs-keyword, .hljs-built_in, .hljs-literal { color: var(--word); }
.hljs-string, .hljs-regexp, .hljs-subst { color: var(--text); }
.hljs-number { color: var(--number); }
.hljs-title, .hljs-type { color: var(--name); }
.hljs-comment { color: var(--quiet); font-style: italic; }
@media (max-width: 880px) { .prompt { display: none; } }
@media print {
  main { max-width: none; padding: 0; }
  section, figure { break-inside: avoid; }
}
`;
