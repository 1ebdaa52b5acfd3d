import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { feedPage } from './feed-page.ts';
import { feedView } from './feed-view.ts';
import { html } from './html.ts';

/** The page for people: what landed where. */
export function registerFeed(app: FastifyInstance, { store, runtime }: SandboxContext): void {
  // A restart begins with other revisions, so that an open page notices it.
  const run = runtime.ids.next();
  const revision = (): string => `${run}:${store.revision}`;

  app.get('/', (_request, reply) => {
    const nonce = runtime.random.bytes(16).toString('base64');
    const { version } = store.state;
    reply.headers({
      'Content-Security-Policy': `default-src 'none'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    reply.type('text/html; charset=utf-8');
    return reply.send(
      feedPage({ organisations: feedView(store.state), version, revision: revision(), nonce }),
    );
  });

  app.get('/sandbox/feed.json', (_request, reply) =>
    reply.header('Cache-Control', 'no-store').send({ revision: revision() }),
  );

  app.get<{ Params: { file: string } }>('/sandbox/pictures/:file', ({ params }, reply) => {
    const identifier = /^([a-z0-9-]+)\.svg$/.exec(params.file)?.[1];
    if (!identifier) return reply.code(404).send({ error: 'No such picture' });
    reply.headers({ 'Cache-Control': 'public, max-age=86400', 'X-Content-Type-Options': 'nosniff' });
    return reply.type('image/svg+xml').send(picture(identifier));
  });
}

/** A letter on a colour of its own: enough to tell channels apart. */
function picture(identifier: string): string {
  const hue = Array.from(identifier).reduce(
    (sum, character) => (sum * 31 + character.charCodeAt(0)) % 360,
    7,
  );
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
    <rect width="48" height="48" fill="hsl(${hue} 55% 45%)" />
    <text
      x="24"
      y="33"
      font-family="sans-serif"
      font-size="26"
      font-weight="700"
      fill="#fff"
      text-anchor="middle"
    >
      ${identifier.slice(0, 1).toUpperCase()}
    </text>
  </svg>`.text;
}
