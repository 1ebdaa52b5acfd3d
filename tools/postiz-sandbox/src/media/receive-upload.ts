import type { FastifyRequest } from 'fastify';
import { badRequest, handWritten } from '../http/answer.ts';
import type { MediaFolder, StagedFile } from './media-folder.ts';

export const IMAGE_BYTES_MAX = 10 * 1024 * 1024;
export const VIDEO_BYTES_MAX = 1024 * 1024 * 1024;

/**
 * Takes in the one file of a multipart upload, to the last byte, and stores nothing yet. Text fields are ignored.
 * @throws {Refusal} 400 without a file, with a second file, with a file under another name, above 1 GiB.
 */
export async function receiveUpload(
  request: FastifyRequest,
  media: MediaFolder,
  name: string,
): Promise<StagedFile> {
  if (!request.isMultipart()) throw handWritten(400, 'No file provided');
  let staged: StagedFile | undefined;
  let unexpected: string | undefined;
  let tooLarge = false;
  // A file above the limit is cut off there by the parser; its size then tells.
  const limits = { fileSize: VIDEO_BYTES_MAX + 1, fieldSize: 1024 * 1024 };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') continue;
      if (staged !== undefined || part.fieldname !== 'file') {
        unexpected = part.fieldname;
        part.file.resume();
      } else {
        staged = await media.stage(part.file, name, part.filename);
        tooLarge = staged.bytes > VIDEO_BYTES_MAX;
      }
    }
  } catch (error) {
    if (staged) media.discard(staged);
    throw error;
  }
  if (staged && (unexpected !== undefined || tooLarge)) media.discard(staged);
  if (unexpected !== undefined) throw badRequest(`Unexpected field - ${unexpected}`);
  if (tooLarge) throw badRequest(`The file is larger than ${VIDEO_BYTES_MAX} bytes`);
  if (!staged) throw handWritten(400, 'No file provided');
  return staged;
}
