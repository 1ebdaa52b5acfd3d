import { z } from 'zod';

const CHARACTERS_MAX = 300;

/** The six shapes in which Postiz refuses (contract, 1.1) agree in this: a text, or several, under `msg` or `message`. */
const RefusalBody = z.union([
  z.looseObject({ msg: z.string() }).transform(({ msg }) => ({ text: msg, isKeyVerdict: true })),
  z
    .looseObject({ message: z.union([z.string(), z.array(z.string())]) })
    .transform(({ message }) => ({ text: [message].flat().join('; '), isKeyVerdict: false })),
]);

/** What Postiz said, and whether it said it in the shape of its own verdict on a key (`{"msg": …}`). */
export type Refusal = z.infer<typeof RefusalBody>;

/** The refusal in a parsed body; undefined when it is none that Postiz would write. */
export const refusalIn = (body: unknown): Refusal | undefined => RefusalBody.safeParse(body).data;

/** Foreign text made fit for logs and screens: printable, one line, at most 300 characters, without the key. */
export const printable = (text: string, key: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll(key, '[secret]')
    .trim()
    .slice(0, CHARACTERS_MAX)
    .toWellFormed();
