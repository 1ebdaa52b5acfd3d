import { z } from 'zod';

const required = (rule: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? `is required: ${rule}` : rule),
});
const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, required(`must be one of ${values.join(', ')}`));
const flag = z.boolean(required('must be true or false'));
const text = (min: number, max: number) => {
  const rule = `must be a text of ${min} to ${max} characters`;
  return z.string(required(rule)).min(min, rule).max(max, rule);
};
const anyText = z.string(required('must be a text'));
const listOf = <T extends z.ZodType>(item: T) => z.array(item, required('must be a list'));
const objectOf = <T extends z.ZodRawShape>(shape: T) => z.looseObject(shape, required('must be an object'));

const TAG_CHARACTERS_MAX = 500;

const youtube = z.looseObject({
  title: text(2, 100),
  type: oneOf('public', 'private', 'unlisted'),
  selfDeclaredMadeForKids: oneOf('yes', 'no').nullish(),
  thumbnail: objectOf({ id: anyText, path: anyText }).nullish(),
  tags: listOf(objectOf({ value: anyText, label: anyText }))
    .refine(
      (tags) => tags.reduce((sum, { label }) => sum + label.length, 0) <= TAG_CHARACTERS_MAX,
      `must have at most ${TAG_CHARACTERS_MAX} characters together`,
    )
    .nullish(),
});

const tiktok = z.looseObject({
  title: text(0, 90).nullish(),
  privacy_level: oneOf('PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'),
  duet: flag,
  stitch: flag,
  comment: flag,
  brand_content_toggle: flag,
  brand_organic_toggle: flag,
  autoAddMusic: oneOf('yes', 'no'),
  content_posting_method: oneOf('DIRECT_POST', 'UPLOAD'),
  video_made_with_ai: flag.nullish(),
});

const tiktokBusiness = tiktok.extend({
  music: objectOf({ id: anyText }).nullish(),
  location: objectOf({ id: anyText, name: anyText }).nullish(),
});

const instagram = z.looseObject({
  post_type: oneOf('post', 'story'),
  graduation_strategy: oneOf('MANUAL', 'SS_PERFORMANCE').nullish(),
  collaborators: listOf(objectOf({ label: anyText })).nullish(),
  audio: objectOf({ id: anyText }).nullish(),
});

const AUDIENCE = oneOf('everyone', 'following', 'mentionedUsers', 'subscribers', 'verified');
const COMMUNITY = /^(https:\/\/x\.com\/i\/communities\/\d+)?$/;
const xFields = {
  community: z
    .string()
    .regex(
      COMMUNITY,
      'must be the address of a community, such as https://x.com/i/communities/1493446837214187523',
    )
    .nullish(),
  made_with_ai: flag.nullish(),
  paid_partnership: flag.nullish(),
};
const x = z.looseObject({ ...xFields, who_can_reply_post: AUDIENCE });
const xArticle = z.looseObject({ ...xFields, who_can_reply_post: AUDIENCE.nullish() });

const facebook = z.looseObject({ url: z.literal('').or(z.url('must be a URL')).nullish() });

const linkedin = z.looseObject({
  post_as_images_carousel: flag.nullish(),
  carousel_name: anyText.nullish(),
});

const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['youtube', youtube],
  ['tiktok', tiktok],
  ['tiktok-business', tiktokBusiness],
  ['instagram', instagram],
  ['instagram-standalone', instagram],
  ['facebook', facebook],
  ['linkedin', linkedin],
  ['linkedin-page', linkedin],
]);

/** An article on X is long, and has rules of its own. */
export const isXArticle = (settings: Readonly<Record<string, unknown>>): boolean =>
  settings['post_type'] === 'article';

/**
 * What Postiz demands of a network's settings (contract, section 2.3, and the providers' settings DTOs in its source).
 * Unknown keys pass, as they do there. Undefined for a network whose settings Postiz does not check, or we do not know.
 */
export const settingsSchema = (
  identifier: string,
  settings: Readonly<Record<string, unknown>>,
): z.ZodType | undefined => {
  if (identifier !== 'x') return SCHEMAS.get(identifier);
  return isXArticle(settings) ? xArticle : x;
};
