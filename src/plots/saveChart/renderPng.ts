import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';

const inchesPerMetre = 1 / 0.0254;
const pixelsPerInch = 96;

/** An SVG as PNG, `scale` pixels a pixel of the SVG, with the packaged font (Arimo, as wide as Arial) and its size in print. */
export async function renderPng(svg: string, scale: number): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const font = createRequire(import.meta.url);
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf'].map((file) =>
        font.resolve(`@expo-google-fonts/arimo/${file}`),
      ),
      defaultFontFamily: 'Arimo',
      sansSerifFamily: 'Arimo',
    },
  });
  return withResolution(image.asPng(), pixelsPerInch * scale);
}

/** Writes the pHYs chunk after the header (33 bytes), so that a document places the picture at its size in print whatever the scale. */
function withResolution(png: Buffer, dotsPerInch: number): Buffer {
  const dotsPerMetre = Math.round(dotsPerInch * inchesPerMetre);
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  chunk.writeUInt32BE(dotsPerMetre, 8);
  chunk.writeUInt32BE(dotsPerMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}
