/**
 * The two fonts of the interface, loaded before the first paint: no line ever changes its width under the reader.
 *
 * A server that answers slowly is not waited for: the system's font comes first then, and ours when it is there.
 */
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import mono from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url';

const PATIENCE = 1_500;
const LATIN =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, ' +
  'U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD';

export async function loadFonts(): Promise<void> {
  const faces = [
    new FontFace('Inter Variable', `url(${inter})`, { weight: '100 900', unicodeRange: LATIN }),
    new FontFace('JetBrains Mono Variable', `url(${mono})`, { weight: '100 800', unicodeRange: LATIN }),
  ];
  for (const face of faces) document.fonts.add(face);
  const loaded = Promise.allSettled(faces.map((face) => face.load()));
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
