import type { UploadedMedia } from '@clipcast/postiz';
import type { UsableConnection } from '../../connections/postiz-connections.ts';
import type { PublicationEvent } from '../publication.ts';
import type { ClipFile } from './media-uploads.ts';
import type { KnownPost, PostStream } from './post-stream.ts';
import type { PostTask } from './post-task.ts';

/** Records that the connection's Postiz has the file now. */
export const recordUpload = (
  stream: Pick<PostStream, 'record'>,
  task: PostTask,
  known: KnownPost,
  { version, mediaScope }: UsableConnection,
  { sha256 }: Pick<ClipFile, 'sha256'>,
  { id, path }: UploadedMedia,
): Promise<unknown> => {
  const data = { sha256, connectionVersion: version, mediaScope, mediaId: id, mediaPath: path };
  return stream.record(task, known, (): PublicationEvent[] => [{ type: 'MediaUploaded', data }], {});
};
