import { join } from 'node:path';

/** A brand of the demo: its organisation in the sandbox, its clip, and what it says. */
export interface Brand {
  readonly name: string;
  readonly slug: string;
  readonly apiKey: string;
  readonly clip: string;
  readonly caption: string;
}

/** Two brands that must never be mixed up; their clips are unmistakable to the eye. */
export const brandsIn = (root: string): readonly Brand[] => [
  {
    name: 'Acme',
    slug: 'acme-demo',
    apiKey: 'sandbox-acme-key',
    clip: join(root, 'samples/acme.mp4'),
    caption: 'Acme rockets: now with brakes.',
  },
  {
    name: 'Globex',
    slug: 'globex-demo',
    apiKey: 'sandbox-globex-key',
    clip: join(root, 'samples/globex.mp4'),
    caption: 'Globex: tomorrow, delivered yesterday.',
  },
];

/** What the networks of the sandbox need beside a caption, by provider. */
export const providerSettings = {
  youtube: { title: 'From the demo', type: 'public' },
  x: { who_can_reply_post: 'everyone' },
  tiktok: {
    privacy_level: 'PUBLIC_TO_EVERYONE',
    duet: false,
    stitch: false,
    comment: true,
    autoAddMusic: 'no',
    brand_content_toggle: false,
    brand_organic_toggle: false,
    content_posting_method: 'DIRECT_POST',
  },
};
