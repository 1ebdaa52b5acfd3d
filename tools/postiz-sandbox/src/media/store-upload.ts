import { extname } from 'node:path';
import { badRequest } from '../http/answer.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Media } from '../state/change.ts';
import type { Organisation } from '../state/organisation.ts';
import { traitsFor } from '../state/sandbox-state.ts';
import type { Traits } from '../state/traits.ts';
import type { MediaFolder, StagedFile } from './media-folder.ts';
import { IMAGE_BYTES_MAX } from './receive-upload.ts';
import { sniffMedia } from './sniff-media.ts';

/**
 * Makes a received file a media row, as each version does: since v2.21.6 the bytes tell the type and the name is random;
 * before, anything was taken and kept its original name and extension.
 * @throws {Refusal} 400 for a type or size that is not taken since v2.21.6.
 */
export function storeUpload(context: SandboxContext, organisation: Organisation, staged: StagedFile): Media {
  const { store, media, runtime } = context;
  const sniffs = traitsFor(store.state, organisation).has('sniffsUploads');
  const random = runtime.random.bytes(16).toString('hex');
  const fileName = `${random}${sniffs ? sniffedExtension(media, staged) : givenExtension(staged)}`;
  if (store.rehearsing) media.discard(staged);
  else media.keep(staged, fileName);
  const stored: Media = {
    id: runtime.ids.next(),
    organisation: organisation.name,
    name: sniffs ? fileName : staged.originalName,
    fileName,
    sha256: staged.sha256,
    bytes: staged.bytes,
    uploadedAt: runtime.clock.now().toISOString(),
  };
  store.record({ type: 'media-stored', media: stored });
  return stored;
}

/** Only letters and digits: the rest of a client's name must not reach the file system. */
const givenExtension = ({ originalName }: StagedFile): string =>
  /^\.[A-Za-z0-9]{1,10}$/.exec(extname(originalName))?.[0] ?? '';

function sniffedExtension(media: MediaFolder, staged: StagedFile): string {
  const sniffed = sniffMedia(staged.head);
  const tooLarge = sniffed?.kind === 'image' && staged.bytes > IMAGE_BYTES_MAX;
  if (sniffed && !tooLarge) return `.${sniffed.extension}`;
  media.discard(staged);
  throw badRequest(tooLarge ? `The file is larger than ${IMAGE_BYTES_MAX} bytes` : 'Unsupported file type.');
}

/** A media row in the answer of an upload. */
export const uploadedMedia = ({ id, name, fileName }: Media, traits: Traits, publicUrl: string) => ({
  id,
  name,
  ...(traits.has('uploadHasOriginalName') ? { originalName: null } : {}),
  path: `${publicUrl}/sandbox/media/${fileName}`,
  thumbnail: null,
  alt: null,
});
