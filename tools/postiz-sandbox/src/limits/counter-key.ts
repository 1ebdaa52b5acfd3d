/** Under which name the requests of an organisation to one route handler are counted. */
export const counterKey = (organisation: string, handler: string): string => `${organisation}\n${handler}`;

/** Whether a counter belongs to this organisation. */
export const isCounterOf = (organisation: string, key: string): boolean =>
  key.startsWith(`${organisation}\n`);
