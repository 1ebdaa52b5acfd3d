const CHARACTERS_MAX = 2_000;

/** An address from Postiz's answer, only if a person may be sent there: `javascript:` and its like become null. */
export function webAddress(text: string | null | undefined): string | null {
  if (text === null || text === undefined || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && href.length <= CHARACTERS_MAX ? href : null;
}
