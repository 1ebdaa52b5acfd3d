import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { StagedFile } from '../media/media-folder.ts';
import { receiveUpload } from '../media/receive-upload.ts';
import { storeUpload, uploadedMedia } from '../media/store-upload.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { badRequest, handWritten, INTERNAL_ERROR, Refusal } from './answer.ts';
import { isPublicHttps } from './is-public-https.ts';
import { publicRoute } from './public-route.ts';

const UrlBody = z.object({ url: z.url() });
const EXTENSION = /\.(png|jpg|jpeg|gif|webp|mp4)$/;

export function registerUploadRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { media, runtime, witness } = context;

  publicRoute<StagedFile>(app, context, {
    method: 'POST',
    path: '/upload',
    operation: 'upload',
    limited: 'formerly',
    receive: async ({ request }) => {
      const staged = await receiveUpload(request, media, runtime.ids.next());
      witness.sawFile(request, staged);
      return staged;
    },
    work: ({ organisation, traits }, staged) => {
      if (!staged) throw handWritten(400, 'No file provided');
      const stored = storeUpload(context, organisation, staged);
      return { status: 201, body: uploadedMedia(stored, traits, context.publicUrl()) };
    },
  });

  // The sandbox never fetches anything, so every address that passes the checks is one that cannot be reached.
  publicRoute(app, context, {
    method: 'POST',
    path: '/upload-from-url',
    operation: 'upload',
    limited: 'formerly',
    work: ({ request, traits }) => {
      const body = UrlBody.safeParse(request.body);
      if (!body.success) throw badRequest(['url must be a URL address']);
      const url = new URL(body.data.url);
      if (!EXTENSION.test(url.pathname))
        throw badRequest(['url must end with .png, .jpg, .jpeg, .gif, .webp or .mp4']);
      if (traits.has('fetchesPublicHttpsOnly') && !isPublicHttps(url))
        throw badRequest(['url must be a public HTTPS address']);
      if (!traits.has('failedFetchIsRefusal')) throw new Refusal(INTERNAL_ERROR);
      throw handWritten(400, 'Failed to fetch URL');
    },
  });
}
