import { textWidth } from './textWidth.ts';

/**
 * Fixes the width of every text in an SVG that was laid out with Arial's widths: a viewer without Arial, or a font like it,
 * then squeezes its wider letters instead of cutting names at the edge.
 */
export function withTextWidths(svg: string): string {
  return svg.replace(/<text([^>]*)>(.*?)<\/text>/g, (_, attributes: string, content: string) => {
    const fontSize = Number(/font-size="([\d.]+)px"/.exec(attributes)?.[1] ?? 11);
    const bold = /font-weight="bold"/.test(attributes);
    const fixed = (text: string): string => {
      const shown = unescaped(text);
      return shown.length < 2
        ? ''
        : ` textLength="${textWidth(shown, { fontSize, bold }).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
    };
    if (!content.includes('<tspan')) return `<text${attributes}${fixed(content)}>${content}</text>`;
    const lines = content.replace(
      /<tspan([^>]*)>([^<]*)<\/tspan>/g,
      (_line, own: string, text: string) => `<tspan${own}${fixed(text)}>${text}</tspan>`,
    );
    return `<text${attributes}>${lines}</text>`;
  });
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
