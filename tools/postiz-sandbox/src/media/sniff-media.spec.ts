import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sniffMedia } from './sniff-media.ts';

const withBrand = (brand: string): Buffer => Buffer.from(`\0\0\0\x20ftyp${brand}\0\0\x02\0`, 'latin1');

describe('sniffMedia', () => {
  it.each(['isom', 'iso2', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'dash', 'MSNV', 'f4v '])(
    'takes the brand %j as a video',
    (brand) => {
      expect(sniffMedia(withBrand(brand))).toEqual({ extension: 'mp4', kind: 'video' });
    },
  );

  it.each(['M4V ', 'M4VH', 'qt  ', '3gp4', 'M4A '])('refuses the brand %j', (brand) => {
    expect(sniffMedia(withBrand(brand))).toBeUndefined();
  });

  it('takes the sample clip', () => {
    const clip = readFileSync(new URL('../../../../samples/acme.mp4', import.meta.url));
    expect(sniffMedia(clip.subarray(0, 32))?.extension).toBe('mp4');
  });

  it.each([
    ['\xff\xd8\xff\xe0', 'jpg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['GIF89a', 'gif'],
    ['RIFF\0\0\0\0WEBP', 'webp'],
    ['BM\0\0', 'bmp'],
    ['II*\0', 'tif'],
    ['\0\0\0\x20ftypavif', 'avif'],
  ])('takes %j as %s', (bytes, extension) => {
    expect(sniffMedia(Buffer.from(bytes, 'latin1'))?.extension).toBe(extension);
  });

  it.each(['', 'hello', '<svg>', '\x1aE\xdf\xa3 a WebM file'])('refuses %j', (bytes) => {
    expect(sniffMedia(Buffer.from(bytes, 'latin1'))).toBeUndefined();
  });
});
