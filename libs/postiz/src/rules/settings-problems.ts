import type { CheckedPost } from './checked-post.ts';
import { pointerOf, type PostProblem } from './post-problem.ts';
import { settingsSchema } from './provider-settings.ts';

/** Keys with this in them are orders to Postiz's automation, which would publish by itself what nobody asked for. */
const AUTOMATION = 'plug-';
/** Postiz overwrites it with the network of the integration. */
const TYPE = '__type';

export function settingsProblems({ identifier, settings }: CheckedPost): readonly PostProblem[] {
  const issues = settingsSchema(identifier, settings)?.safeParse(settings).error?.issues ?? [];
  return [
    ...Object.keys(settings)
      .filter((key) => key.includes(AUTOMATION))
      .map((key) => reserved(key, 'starts an automation of Postiz, which is not done through this API')),
    ...(TYPE in settings && settings[TYPE] !== identifier
      ? [reserved(TYPE, `is another network than the one of this integration, ${identifier}`)]
      : []),
    ...issues.map(({ path, message }): PostProblem => ({
      pointer: pointerOf('settings', ...path),
      code: message.startsWith('is required') ? 'setting_missing' : 'setting_invalid',
      detail: `"${path.join('.')}" ${message}.`,
    })),
  ];
}

const reserved = (key: string, why: string): PostProblem => ({
  pointer: pointerOf('settings', key),
  code: 'setting_reserved',
  detail: `"${key}" ${why}.`,
});
