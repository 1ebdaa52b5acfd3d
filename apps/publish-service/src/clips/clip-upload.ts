import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DomainError } from '@clipcast/kernel';
import { parseInput, type CommandContext } from '@clipcast/service-kit';
import type { z } from 'zod';
import { CLIP_BYTES_MAX, clipTooLarge } from '../media/measured-video.ts';

/** Room for the other fields and the multipart boundaries beside the file. */
const OVERHEAD_BYTES = 64 * 1024;

/** A part of a multipart request, as @fastify/multipart gives it. */
export type Part =
  | { readonly type: 'file'; readonly fieldname: string; readonly filename: string; readonly file: Readable }
  | { readonly type: 'field'; readonly fieldname: string; readonly value: unknown };

export interface ReceivedUpload<File, Fields> {
  readonly file: File;
  readonly fileName: string;
  readonly fields: Fields;
}

/** Refuses by its announced length what would be refused after it has all been sent. @throws {DomainError} */
export function checkAnnouncedLength(contentLength: string | undefined): void {
  if (Number(contentLength ?? 0) > CLIP_BYTES_MAX + OVERHEAD_BYTES) throw clipTooLarge();
}

/**
 * Takes the parts as they come, in any order: exactly one file called `file`, and the fields.
 * @throws {DomainError} `file_missing`, `file_unexpected`, `invalid_request`, or what `receive` throws.
 */
export async function receiveUpload<File extends { discard(): Promise<void> }, Fields extends z.ZodObject>(
  parts: AsyncIterable<Part>,
  Fields: Fields,
  receive: (file: Readable) => Promise<File>,
): Promise<ReceivedUpload<File, z.output<Fields>>> {
  const values: Record<string, unknown> = {};
  let received: { file: File; fileName: string } | undefined;
  try {
    for await (const part of parts) {
      if (part.type === 'field') values[part.fieldname] = part.value;
      else if (received || part.fieldname !== 'file') throw unexpectedFile(part.fieldname);
      else received = { file: await receive(part.file), fileName: cleanName(part.filename) };
    }
    const fields = parseInput(Fields, values, '');
    if (!received)
      throw new DomainError(
        'file_missing',
        'invalid',
        'Send the video as multipart/form-data in a field called "file".',
      );
    return { ...received, fields };
  } catch (error) {
    await received?.file.discard();
    throw error;
  }
}

const unexpectedFile = (field: string): DomainError =>
  new DomainError(
    'file_unexpected',
    'invalid',
    `Send one file, in the field "file"; "${field.slice(0, 50)}" was not expected.`,
  );

/** A file name is only shown: what cannot be shown, or stored, is left out. */
const cleanName = (name: string): string => name.toWellFormed().replaceAll(/\p{Cc}/gu, '');

/** A streamed body is not in the request's fingerprint; what it was made of is. */
export function withContent(context: CommandContext, sha256: string, fields: object): CommandContext {
  if (!context.idempotency) return context;
  const { fingerprint = '' } = context.idempotency;
  const whole = createHash('sha256')
    .update(JSON.stringify([fingerprint, sha256, fields]))
    .digest('hex');
  return { ...context, idempotency: { ...context.idempotency, fingerprint: whole } };
}
