import type { ProfileId } from '@clipcast/kernel';
import type { publishFixture } from '../../testing/publish-fixture.ts';

type World = Awaited<ReturnType<typeof publishFixture>>;

interface Asking {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The clips of one profile, as its owner asks for them. */
export function clipRequests(world: World, profileId: ProfileId) {
  const send = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD',
    path = '',
    { body, headers = {} }: Asking = {},
  ) => {
    const answer = await world.app().inject({
      method,
      url: `/v1/profiles/${profileId}/clips${path}`,
      headers: { ...world.bearer, ...headers },
      ...(body && { payload: body }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes: answer.rawPayload,
      body: (isJson ? answer.json() : undefined) as Record<string, unknown> | undefined,
    };
  };
  return {
    send,
    /** Uploads a video. @returns the clip's id */
    upload: async (content: Buffer, fileName = 'clip.mp4'): Promise<string> => {
      const { status, body } = await world.upload(profileId, content, { fileName });
      if (status !== 201) throw new Error(`not uploaded: ${JSON.stringify(body)}`);
      return (body as { id: string }).id;
    },
  };
}
