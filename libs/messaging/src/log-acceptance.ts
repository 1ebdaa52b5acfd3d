import type { Database, LogTables } from '@clipcast/event-store';
import { DomainError, type Timers, type Uuid } from '@clipcast/kernel';
import { jetstreamManager } from '@nats-io/jetstream';
import { ForeignLog } from './foreign-log.ts';
import type { LogPage } from './log-read-protocol.ts';
import type { NatsLink } from './nats-link.ts';
import { lastEvent } from './relay/stream-tail.ts';
import { isAboutLog } from './replaced-log.ts';
import { findStream, streamOf } from './streams.ts';
import type { Subscription } from './subscription.ts';

const ANSWER_MS_MAX = 5_000;

/** `head`: what the log holds already is skipped. `start`: it comes (again) from the first fact on. */
export type AcceptFrom = 'head' | 'start';

/** Where a subscription goes on. */
export interface AcceptedLog {
  readonly name: string;
  readonly source: string;
  /** The last fact that counts as done with. */
  readonly position: bigint;
  readonly epoch: Uuid;
}

/** Lets subscriptions that halted because their source's log was replaced go on with it as it is now. */
export class LogAcceptance<Tables extends LogTables> {
  constructor(
    private readonly database: Database<Tables>,
    private readonly link: NatsLink,
    private readonly subscriptions: readonly Subscription<Tables>[],
    private readonly timers: Timers,
  ) {}

  /**
   * The operator's decision for a policy. Its worker sees it at its next try. Commands carry ids made of their events, so
   * facts that come again find theirs carried out.
   * @throws {DomainError} `subscription_not_found`; `rebuild_instead` for a projection; `not_halted_by_log` unless it halted
   * because of the source's log; `source_unavailable`; `stream_outdated` while the source's stream holds what its log does not.
   */
  async accept(name: string, from: AcceptFrom): Promise<AcceptedLog> {
    const { source } = this.#policy(name);
    await this.#refuseUnhalted(this.#db, name, source);
    const { head, epoch } = await this.#logNow(source);
    const position = from === 'head' ? head : 0n;
    await this.#db.transaction().execute(async (tx) => {
      await this.#refuseUnhalted(tx, name, source);
      await tx
        .updateTable('subscriptions')
        .set({ position, epoch, status: 'waiting', error: null })
        .where('name', '=', name)
        .where('source', '=', source)
        .execute();
    });
    return { name, source, position, epoch: epoch as Uuid };
  }

  #policy(name: string): Subscription<Tables> {
    const found = this.subscriptions.find((subscription) => subscription.name === name);
    if (!found) {
      const known = this.subscriptions.map((subscription) => subscription.name).join(', ');
      const text = `This release has no subscription ${name}. There are: ${known || 'none'}.`;
      throw new DomainError('subscription_not_found', 'not_found', text);
    }
    if ('react' in found) return found;
    const text = `${name} is a read model: rebuild it, and it holds what the log of ${found.source} holds now.`;
    throw new DomainError('rebuild_instead', 'conflict', text);
  }

  async #refuseUnhalted(db: Database['db'], name: string, source: string): Promise<void> {
    const row = await db
      .selectFrom('subscriptions')
      .select(['status', 'error'])
      .where('name', '=', name)
      .where('source', '=', source)
      .forUpdate()
      .executeTakeFirst();
    if (row?.status === 'halted' && isAboutLog(row.error)) return;
    const text = `${name} has not halted because the log of ${source} was replaced: it is ${row?.status ?? 'new'}${row?.error ? ` (${row.error})` : ''}.`;
    throw new DomainError('not_halted_by_log', 'conflict', text);
  }

  /** The stream is asked first: what is published afterwards is in the log already. */
  async #logNow(source: Subscription<Tables>['source']): Promise<LogPage> {
    const signal = this.timers.deadline(ANSWER_MS_MAX);
    const log = new ForeignLog(this.link, source);
    const answered = async () => {
      const jsm = await jetstreamManager(await this.link.connection(signal));
      const stream = await findStream(jsm, source);
      const last = stream && (await lastEvent(jsm, source, stream));
      return { last, page: await log.page(last ? last.number - 1n : 0n, last ? 1 : 0, signal) };
    };
    const { last, page } = await answered().catch((cause: unknown) => {
      const text = `The log of ${source} cannot be read now: ${cause instanceof Error ? cause.message : String(cause)}`;
      throw new DomainError('source_unavailable', 'unavailable', text, {}, { cause });
    });
    if (!last || (last.epoch === page.epoch && page.events[0]?.id === last.id)) return page;
    throw new DomainError(
      'stream_outdated',
      'conflict',
      `${streamOf(source)} holds event ${last.number} of the log before. Renew the epoch of ${source}'s log first.`,
    );
  }

  get #db(): Database['db'] {
    return (this.database as unknown as Database).db;
  }
}
