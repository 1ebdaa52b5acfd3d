import type { Readable } from 'node:stream';
import { DomainError } from '@clipcast/kernel';
import { parseInput } from '@clipcast/service-kit';
import { z } from 'zod';
import { CLIP_BYTES_MAX, clipTooLarge } from '../measured-video.ts';

/** Room for the other fields and the multipart boundaries beside the file. */
const OVERHEAD_BYTES = 64 * 1024;

/** What is said about a clip beside its file. */
export const ClipFields = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  projectId: z.string().trim().min(1).max(200).optional(),
});
export type ClipFields = z.output<typeof ClipFields>;

/** A part of a multipart request, as @fastify/multipart gives it. */
export type Part =
  | { readonly type: 'file'; readonly fieldname: string; readonly filename: string; readonly file: Readable }
  | { readonly type: 'field'; readonly fieldname: string; readonly value: unknown };

export interface ReceivedUpload<File> {
  readonly file: File;
  readonly fileName: string;
  readonly fields: ClipFields;
}

/** Refuses by its announced length what would be refused after it has all been sent. @throws {DomainError} */
export function checkAnnouncedLength(contentLength: string | undefined): void {
  if (Number(contentLength ?? 0) > CLIP_BYTES_MAX + OVERHEAD_BYTES) throw clipTooLarge();
}

/**
 * Takes the parts as they come, in any order: exactly one file called `file`, and the fields.
 * @throws {DomainError} `file_missing`, `file_unexpected`, `invalid_request`, or what `receive` throws.
 */
export async function receiveUpload<File extends { discard(): Promise<void> }>(
  parts: AsyncIterable<Part>,
  receive: (file: Readable) => Promise<File>,
): Promise<ReceivedUpload<File>> {
  const values: Record<string, unknown> = {};
  let received: { file: File; fileName: string } | undefined;
  try {
    for await (const part of parts) {
      if (part.type === 'field') values[part.fieldname] = part.value;
      else if (received || part.fieldname !== 'file') throw unexpectedFile(part.fieldname);
      else received = { file: await receive(part.file), fileName: cleanName(part.filename) };
    }
    const fields = parseInput(ClipFields, values, '');
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
