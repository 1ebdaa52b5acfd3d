/** The forms in which numbers are given out. */
export const FORMATS = ['json', 'csv', 'html'] as const;
export type Format = (typeof FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  html: 'text/html',
};

/**
 * The form that is asked for: by name, else by the Accept header, in which the highest `q` wins and among equals the form
 * that is offered first. Whoever asks for none of them gets the first one.
 */
export function answerFormat<Offered extends Format>(
  asked: Offered | undefined,
  accept: string | undefined,
  offered: readonly [Offered, ...Offered[]],
): Offered {
  if (asked !== undefined) return asked;
  const ranges = (accept ?? '*/*').split(',').map(rangeOf);
  const quality = (format: Offered) =>
    Math.max(0, ...ranges.filter(({ type }) => matches(type, MEDIA_TYPES[format])).map(({ q }) => q));
  const [first] = offered;
  return offered.reduce((best, format) => (quality(format) > quality(best) ? format : best), first);
}

function rangeOf(text: string): { type: string; q: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, q: q === undefined ? 1 : Number(q.slice('q='.length)) || 0 };
}

const matches = (range: string, type: string): boolean =>
  range === type || range === '*/*' || range === `${type.split('/', 1)[0]}/*`;
