import type { AddressInfo } from 'node:net';
import type { Runtime } from '@clipcast/kernel';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { ShiftableClock } from './clock/shiftable-clock.ts';
import { registerControlApi } from './control/control-api.ts';
import { FaultBook } from './faults/fault-book.ts';
import { registerFeed } from './feed/feed-routes.ts';
import { registerBodyParsing } from './http/body-parsing.ts';
import { registerChannelRoutes } from './http/channel-routes.ts';
import { registerErrorAnswers } from './http/error-answers.ts';
import { registerNotificationRoutes } from './http/notification-routes.ts';
import { registerPostListRoutes } from './http/post-list-routes.ts';
import { registerPostRoutes } from './http/post-routes.ts';
import { registerAnswering } from './http/send-answer.ts';
import { registerUploadRoutes } from './http/upload-routes.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import { MediaFolder } from './media/media-folder.ts';
import { registerMediaRoute } from './media/media-route.ts';
import { runPublishing } from './publishing/publishing-loop.ts';
import { RequestLog } from './requests/request-log.ts';
import { Witness } from './requests/witness.ts';
import type { SandboxContext } from './sandbox-context.ts';
import { DEFAULT_ORGANISATIONS } from './state/default-organisations.ts';
import { Store } from './state/store.ts';

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Everything that survives a restart is below this directory; one sandbox at a time may use it. */
  readonly dataDir: string;
  /** The address clients know the sandbox by, when it is not the one it listens on. */
  readonly publicUrl?: string | undefined;
  readonly runtime: Runtime;
  /** How long the pretended social network takes for a post. */
  readonly networkDelayMs?: number | undefined;
  /** How often overdue posts without a job are looked for; an hour, as in Postiz, unless it is set. */
  readonly sweepIntervalMs?: number | undefined;
  /** How long every answer of the public API is held back; its work is done before. */
  readonly answerDelayMs?: number | undefined;
  /** Replaces the limit of the version that is played (90 since v2.21.8, 30 before). */
  readonly apiLimitPerHour?: number | undefined;
}

export interface RunningSandbox {
  /** The base of the public API, as a connection stores it; `/public/v1` follows. */
  readonly url: string;
  readonly port: number;
  /**
   * Ends every connection and gives the data directory free; a second call does nothing more. What was waiting in a fault
   * is dropped, as in a crash.
   */
  close(): Promise<void>;
}

/**
 * Starts a sandbox in this process, with the organisations `acme` and `globex` unless its data directory knows them.
 * @throws {Error} when the port is taken or the journal is damaged.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { host } = options;
  const clock = new ShiftableClock(options.runtime.clock);
  const runtime: Runtime = { ...options.runtime, clock };
  const store = new Store(options.dataDir);
  const requests = new RequestLog(options.dataDir);
  const closing = new AbortController();
  let publicUrl = '';
  const context: SandboxContext = {
    store,
    runtime,
    clock,
    requests,
    witness: new Witness(requests, store, runtime),
    media: new MediaFolder(options.dataDir),
    faults: new FaultBook(),
    limiter: new RateLimiter(store, runtime.clock, options.apiLimitPerHour),
    publicUrl: () => publicUrl,
    closing: closing.signal,
  };
  const known = store.state.organisations;
  for (const organisation of DEFAULT_ORGANISATIONS) {
    if (!known.has(organisation.name)) store.record({ type: 'organisation-saved', organisation });
  }
  const app = await buildApp(context, options.answerDelayMs ?? 0);
  try {
    await app.listen({ port: options.port, host });
  } catch (error) {
    store.close();
    requests.close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  publicUrl = (options.publicUrl ?? url).replace(/\/+$/, '');
  const publishing = runPublishing(context, {
    networkDelayMs: options.networkDelayMs ?? 1_500,
    sweepIntervalMs: options.sweepIntervalMs ?? 3_600_000,
  });
  const end = async () => {
    closing.abort();
    await Promise.all([app.close(), publishing]);
    store.close();
    requests.close();
  };
  let ended: Promise<void> | undefined;
  return { url, port, close: () => (ended ??= end()) };
}

async function buildApp(context: SandboxContext, answerDelayMs: number): Promise<FastifyInstance> {
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    // The official container has its API below /api and strips that before Postiz sees it.
    rewriteUrl: ({ url = '/' }) => url.replace(/^\/api(?=\/public\/v1)/, ''),
  });
  await app.register(
    async (api) => {
      context.witness.watch(api);
      registerAnswering(api, context, answerDelayMs);
      registerBodyParsing(api, (request, text) => {
        context.witness.sawBody(request, text);
      });
      await api.register(multipart, { throwFileSizeLimit: false });
      registerErrorAnswers(api);
      registerChannelRoutes(api, context);
      registerPostRoutes(api, context);
      registerPostListRoutes(api, context);
      registerUploadRoutes(api, context);
      registerNotificationRoutes(api, context);
    },
    { prefix: '/public/v1' },
  );
  await app.register((local, _options, done) => {
    registerErrorAnswers(local);
    registerControlApi(local, context);
    registerMediaRoute(local, context);
    registerFeed(local, context);
    done();
  });
  return app;
}
