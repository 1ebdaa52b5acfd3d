import { z } from 'zod';

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of the following values: ${values.join(', ')}` });
const flag = z.boolean({ error: 'must be a boolean value' });
const tag = z.looseObject({ value: z.string(), label: z.string() });

const title = z
  .string({ error: 'must be a string' })
  .min(2, { error: 'must be longer than or equal to 2 characters' })
  .max(100, { error: 'must be shorter than or equal to 100 characters' });

const youtube = z
  .looseObject({
    title,
    type: oneOf(['public', 'private', 'unlisted']),
    selfDeclaredMadeForKids: oneOf(['yes', 'no']).nullish(),
    tags: z.array(tag, { error: 'must be an array' }).nullish(),
  })
  .refine(({ tags }) => (tags ?? []).reduce((sum, { label }) => sum + label.length, 0) <= 500, {
    path: ['tags'],
    error: 'must not exceed 500 characters in total',
  });

const tiktok = z.looseObject({
  title: z.string().max(90, { error: 'must be shorter than or equal to 90 characters' }).nullish(),
  privacy_level: oneOf(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY']),
  duet: flag,
  stitch: flag,
  comment: flag,
  brand_content_toggle: flag,
  brand_organic_toggle: flag,
  autoAddMusic: oneOf(['yes', 'no']),
  content_posting_method: oneOf(['DIRECT_POST', 'UPLOAD']),
  video_made_with_ai: flag.nullish(),
});

const instagram = z.looseObject({ post_type: oneOf(['post', 'story']) });

const audience = ['everyone', 'following', 'mentionedUsers', 'subscribers', 'verified'] as const;
const x = z
  .looseObject({ post_type: z.string().nullish(), who_can_reply_post: oneOf(audience).nullish() })
  .refine((settings) => settings.post_type === 'article' || settings.who_can_reply_post != null, {
    path: ['who_can_reply_post'],
    error: `must be one of the following values: ${audience.join(', ')}`,
  });

/** Providers whose settings Postiz checks; every other provider takes any settings, or none. */
const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['youtube', youtube],
  ['tiktok', tiktok],
  ['tiktok-business', tiktok],
  ['instagram', instagram],
  ['instagram-standalone', instagram],
  ['x', x],
]);

export interface SettingsProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What is wrong with the settings for this provider; empty when nothing is. */
export function settingsProblems(identifier: string, settings: unknown): readonly SettingsProblem[] {
  const schema = SCHEMAS.get(identifier);
  if (!schema) return [];
  const result = schema.safeParse(settings ?? {});
  return result.success ? [] : result.error.issues;
}
