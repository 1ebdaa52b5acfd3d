import { z } from 'zod';
import { clipProjectId, clipTitle } from '../clip-fields.ts';
import { sourceUrl } from '../source-url-field.ts';

/** What is said about a clip beside its file. */
export const ClipFields = z.strictObject({
  title: clipTitle.optional(),
  projectId: clipProjectId.optional(),
});
export type ClipFields = z.output<typeof ClipFields>;

/** A clip that is not uploaded: one to be fetched, or one that is still being rendered. */
export const NewClip = z
  .strictObject({
    ...ClipFields.shape,
    sourceUrl: sourceUrl.optional(),
    status: z
      .literal('rendering')
      .optional()
      .meta({ description: 'Announces a clip whose video follows with POST …/clips/{id}/media.' }),
  })
  .check(({ value: { sourceUrl: source, status, title }, issues }) => {
    const issue = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: undefined });
    if (status === undefined && source === undefined)
      issue('sourceUrl', 'is needed, unless the video is uploaded as multipart/form-data');
    if (status !== undefined && source !== undefined)
      issue('sourceUrl', 'cannot be there yet for a clip that is still being rendered');
    if (status !== undefined && title === undefined)
      issue('title', 'is needed for a clip that is still being rendered');
  })
  .meta({ id: 'NewClip' });
export type NewClip = z.output<typeof NewClip>;
