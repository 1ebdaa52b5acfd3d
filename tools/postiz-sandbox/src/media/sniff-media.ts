/** What the bytes of a file say it is. */
export interface Sniffed {
  readonly extension: 'jpg' | 'png' | 'gif' | 'webp' | 'avif' | 'bmp' | 'tif' | 'mp4';
  readonly kind: 'image' | 'video';
}

/** The brands Postiz takes as video/mp4. `M4V `, `M4VH`, `qt  `, `3gp4` and `M4A ` are not among them. */
const MP4_BRANDS = new Set([
  'isom',
  'iso2',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'dash',
  'MSNV',
  'f4v ',
  'F4V ',
]);

/** Bytes from the start of a file that are enough to tell its type. */
export const SNIFFED_BYTES = 32;

const image = (extension: Sniffed['extension']): Sniffed => ({ extension, kind: 'image' });

/** Tells the type from the first bytes; the declared type and the name do not matter. Undefined for all Postiz refuses. */
export function sniffMedia(head: Buffer): Sniffed | undefined {
  const ascii = (start: number, end: number): string => head.toString('latin1', start, end);
  if (ascii(4, 8) === 'ftyp') return sniffBrand(ascii(8, 12));
  if (ascii(0, 3) === '\xff\xd8\xff') return image('jpg');
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return image('png');
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return image('gif');
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return image('webp');
  if (ascii(0, 4) === 'II*\0' || ascii(0, 4) === 'MM\0*') return image('tif');
  return ascii(0, 2) === 'BM' ? image('bmp') : undefined;
}

function sniffBrand(brand: string): Sniffed | undefined {
  if (brand === 'avif' || brand === 'avis') return image('avif');
  return MP4_BRANDS.has(brand) ? { extension: 'mp4', kind: 'video' } : undefined;
}
