import cyrillic from '@fontsource/arimo/files/arimo-cyrillic-400-normal.woff2';
import cyrillicBold from '@fontsource/arimo/files/arimo-cyrillic-700-normal.woff2';
import greek from '@fontsource/arimo/files/arimo-greek-400-normal.woff2';
import greekBold from '@fontsource/arimo/files/arimo-greek-700-normal.woff2';
import latin from '@fontsource/arimo/files/arimo-latin-400-normal.woff2';
import latinBold from '@fontsource/arimo/files/arimo-latin-700-normal.woff2';
import latinExt from '@fontsource/arimo/files/arimo-latin-ext-400-normal.woff2';
import latinExtBold from '@fontsource/arimo/files/arimo-latin-ext-700-normal.woff2';

/** Arimo, which has the widths of Arial. Characters of other scripts are boxes in a PNG. */
export const FONTS: Uint8Array[] = [latin, latinBold, latinExt, latinExtBold, greek, greekBold, cyrillic, cyrillicBold];
