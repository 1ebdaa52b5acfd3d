import { z } from 'zod';

const CHARACTERS_MAX = 4_000;

/** Where a video is fetched from. Where it may lead is judged when it is fetched. */
export const sourceUrl = z.string().min(1).max(CHARACTERS_MAX).meta({
  description: 'The https:// URL of an MP4 on a public host. It is fetched before the answer is given.',
});

/** The body that names nothing but a source. */
export const MediaSource = z.strictObject({ sourceUrl }).meta({ id: 'MediaSource' });
export type MediaSource = z.output<typeof MediaSource>;
