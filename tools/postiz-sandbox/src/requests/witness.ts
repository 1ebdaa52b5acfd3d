import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Runtime } from '@clipcast/kernel';
import { organisationWithKey } from '../state/sandbox-state.ts';
import type { Store } from '../state/store.ts';
import type { RequestLog } from './request-log.ts';

const PREFIX = '/public/v1';

interface Noted {
  readonly id: string;
  readonly at: string;
  bodySha256: string | null;
  file: { readonly sha256: string; readonly bytes: number } | null;
  progress: 'coming' | 'arrived' | 'ended';
}

/** Sees every request to the public API and writes down what it was and how it ended, each of both once. */
export class Witness {
  readonly #noted = new WeakMap<FastifyRequest, Noted>();

  constructor(
    private readonly log: RequestLog,
    private readonly store: Store,
    private readonly runtime: Runtime,
  ) {}

  /** Watches the routes of `api`, unknown ones included. */
  watch(api: FastifyInstance): void {
    api.addHook('onRequest', (request, _reply, done) => {
      this.#notedOf(request);
      done();
    });
    api.addHook('preHandler', (request, _reply, done) => {
      this.#arrived(request);
      done();
    });
  }

  /** Notes what a JSON body was, before it is read. */
  sawBody(request: FastifyRequest, text: string): void {
    if (text !== '') this.#notedOf(request).bodySha256 = createHash('sha256').update(text).digest('hex');
  }

  /** Notes the file of an upload. */
  sawFile(request: FastifyRequest, { sha256, bytes }: { sha256: string; bytes: number }): void {
    this.#notedOf(request).file = { sha256, bytes };
  }

  /** The answer leaves next, with this status; or none will ever leave, when it is null. */
  ended(request: FastifyRequest, status: number | null): void {
    // What was refused before its body could be read has not been written down yet.
    this.#arrived(request);
    const noted = this.#notedOf(request);
    if (noted.progress === 'ended') return;
    noted.progress = 'ended';
    this.log.ended({ id: noted.id, endedAt: this.#now(), status, file: noted.file });
  }

  #arrived(request: FastifyRequest): void {
    const noted = this.#notedOf(request);
    if (noted.progress !== 'coming') return;
    noted.progress = 'arrived';
    const route = request.routeOptions.url;
    this.log.arrived({
      id: noted.id,
      at: noted.at,
      organisation: organisationWithKey(this.store.state, request.headers.authorization ?? '')?.name ?? null,
      method: request.method,
      path: request.originalUrl.split('?')[0] ?? '',
      query: { ...(request.query as Record<string, unknown>) },
      endpoint: route === undefined ? null : `${request.method} ${route.replace(PREFIX, '')}`,
      bodySha256: noted.bodySha256,
      body: noted.bodySha256 === null ? null : (request.body ?? null),
    });
  }

  #notedOf(request: FastifyRequest): Noted {
    let noted = this.#noted.get(request);
    if (!noted) {
      const id = this.runtime.ids.next();
      noted = { id, at: this.#now(), bodySha256: null, file: null, progress: 'coming' };
      this.#noted.set(request, noted);
    }
    return noted;
  }

  readonly #now = (): string => this.runtime.clock.now().toISOString();
}
