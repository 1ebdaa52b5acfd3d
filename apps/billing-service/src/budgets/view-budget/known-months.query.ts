import { Deciders, EventStore, TenantDoor } from '@clipcast/event-store';
import type { ProfileId } from '@clipcast/kernel';
import { Injectable } from '@nestjs/common';
import { Map } from 'immutable';
import type { BillingTables } from '../../database.ts';
import { budgetStream, readBudget } from '../budget-stream.ts';
import type { Month } from '../month.ts';
import { dailySums } from './daily-sums.query.ts';
import { knownAfter, NOTHING_KNOWN, type KnownMonth } from './known-month.ts';

const PAGE_EVENTS = 1_000;

/** Months as their facts tell of them, now or at an earlier instant. */
@Injectable()
export class KnownMonths {
  constructor(
    private readonly deciders: Deciders,
    private readonly store: EventStore,
    private readonly door: TenantDoor<BillingTables>,
  ) {}

  /**
   * As it is now, in constant time however long the stream is: the state is in memory or in a snapshot, the rest is one row
   * and the month's days. That rest may lag by the moment a read model takes; the sums never do.
   */
  async now(profileId: ProfileId, month: Month): Promise<KnownMonth> {
    const [{ state, version }, row, days] = await Promise.all([
      readBudget(this.deciders, profileId, month),
      this.door
        .of(profileId)
        .selectFrom('month_budget')
        .select('told')
        .where('month', '=', month)
        .executeTakeFirst(),
      dailySums(this.door, profileId, month),
    ]);
    return { state, version, told: row?.told ?? [], days: Map(days) };
  }

  /**
   * As it was at an instant: exactly the facts that were recorded until then. A month whose last fact is older is answered
   * like now; any other is replayed from its first one, page by page.
   */
  async at(profileId: ProfileId, month: Month, at: Date): Promise<KnownMonth> {
    const now = await this.now(profileId, month);
    if (now.version === 0) return now;
    const stream = budgetStream(profileId, month);
    // Read after the rest, which may show what came meanwhile: then there is more than the last fact.
    const [last, newer] = await this.store.readStream(stream, now.version - 1, 2);
    if (last && !newer && last.recordedAt <= at) return now;
    for (let known = NOTHING_KNOWN; ;) {
      const page = await this.store.readStream(stream, known.version, PAGE_EVENTS);
      for (const fact of page) {
        if (fact.recordedAt > at) return known;
        known = knownAfter(known, fact);
      }
      if (page.length < PAGE_EVENTS) return known;
    }
  }
}
