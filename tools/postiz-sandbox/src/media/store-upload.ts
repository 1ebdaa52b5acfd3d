import { extname } from 'node:path';
import { badRequest } from '../http/answer.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Media } from '../state/change.ts';
import type { Organisation } from '../state/organisation.ts';
import type { Version } from '../state/version.ts';
import type { StagedFile } from './media-folder.ts';
import { IMAGE_BYTES_MAX } from './receive-upload.ts';
import { sniffMedia } from './sniff-media.ts';

/**
 * Makes a received file a media row, as each version does: head tells the type from the bytes and gives a random name,
 * 2.11 takes anything and keeps the original name and extension.
 * @throws {Refusal} 400 for a type or size that head does not take.
 */
export function storeUpload(context: SandboxContext, organisation: Organisation, staged: StagedFile): Media {
  const { store, media, runtime } = context;
  const random = runtime.random.bytes(16).toString('hex');
  const fileName = `${random}${extensionFor(context, staged)}`;
  media.keep(staged, fileName);
  const stored: Media = {
    id: runtime.ids.next(),
    organisation: organisation.name,
    name: store.state.version === 'head' ? fileName : staged.originalName,
    fileName,
    sha256: staged.sha256,
    bytes: staged.bytes,
    uploadedAt: runtime.clock.now().toISOString(),
  };
  store.record({ type: 'media-stored', media: stored });
  return stored;
}

function extensionFor({ store, media }: SandboxContext, staged: StagedFile): string {
  // Only letters and digits: the rest of a client's name must not reach the file system.
  if (store.state.version === '2.11')
    return /^\.[A-Za-z0-9]{1,10}$/.exec(extname(staged.originalName))?.[0] ?? '';
  const sniffed = sniffMedia(staged.head);
  const tooLarge = sniffed?.kind === 'image' && staged.bytes > IMAGE_BYTES_MAX;
  if (sniffed && !tooLarge) return `.${sniffed.extension}`;
  media.discard(staged);
  throw badRequest(tooLarge ? `The file is larger than ${IMAGE_BYTES_MAX} bytes` : 'Unsupported file type.');
}

/** A media row in the answer of an upload. */
export const uploadedMedia = ({ id, name, fileName }: Media, version: Version, publicUrl: string) => ({
  id,
  name,
  ...(version === 'head' ? { originalName: null } : {}),
  path: `${publicUrl}/sandbox/media/${fileName}`,
  thumbnail: null,
  alt: null,
});
