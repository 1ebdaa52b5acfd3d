import type { LogTables } from '@clipcast/event-store';
import type { Subscription } from '@clipcast/messaging';
import type { Kysely } from 'kysely';

/** Something that follows a log: a projection, or a policy. */
export interface Follower {
  readonly name: string;
  /** The service whose facts it follows. */
  readonly source: string;
  readonly kind: 'projection' | 'policy';
}

/** The followers of a service. */
export const followersOf = <Tables extends LogTables>(
  service: string,
  projections: readonly { readonly name: string }[],
  subscriptions: readonly Subscription<Tables>[],
): Follower[] => [
  ...projections.map(({ name }) => ({ name, source: service, kind: 'projection' as const })),
  ...subscriptions.map((subscription) => ({
    name: subscription.name,
    source: subscription.source,
    kind: 'project' in subscription ? ('projection' as const) : ('policy' as const),
  })),
];

/** How far one follower is, for operators. */
export interface FollowerState extends Follower {
  /** The last fact that is done with. */
  readonly position: bigint;
  /** Where the source's log ends; null while its service cannot be asked. */
  readonly head: bigint | null;
  /** Facts still to come; null with `head`, and where the source holds less than was followed. */
  readonly lag: bigint | null;
  /** `waiting` passes by itself, `halted` needs a person. */
  readonly status: string;
  readonly reason: string | null;
  /** Streams that stand still until their dead letters are settled. */
  readonly parkedStreams: number;
  readonly updatedAt: Date | null;
}

/** Where logs end, by service. */
export type Heads = Readonly<Record<string, () => Promise<bigint>>>;

/** How far everything is that this service follows. Heads are asked last, so that nobody is shown ahead of its source. */
export async function subscriptionOverview(
  db: Kysely<LogTables>,
  followers: readonly Follower[],
  heads: Heads,
): Promise<FollowerState[]> {
  const [rows, parked] = await Promise.all([
    db.selectFrom('subscriptions').selectAll().execute(),
    db
      .selectFrom('parked_streams')
      .select(['subscription', (row) => row.fn.countAll<bigint>().as('streams')])
      .groupBy('subscription')
      .execute(),
  ]);
  const ends = new Map(
    await Promise.all(
      [...new Set(followers.map(({ source }) => source))].map(
        async (source) => [source, await headOf(heads, source)] as const,
      ),
    ),
  );
  const states = followers.map((follower): FollowerState => {
    const { name, source, kind } = follower;
    const row = rows.find((one) => one.name === name && one.source === source);
    const position = row?.position ?? 0n;
    const head = ends.get(source) ?? null;
    return {
      name,
      source,
      kind,
      position,
      head,
      lag: head === null || head < position ? null : head - position,
      status: row?.status ?? 'waiting',
      reason: row ? row.error : 'It has not run on this database yet.',
      parkedStreams: Number(parked.find(({ subscription }) => subscription === name)?.streams ?? 0n),
      updatedAt: row?.updated_at ?? null,
    };
  });
  return states.sort((one, other) => one.name.localeCompare(other.name));
}

const headOf = async (heads: Heads, source: string): Promise<bigint | null> =>
  (await heads[source]?.().catch(() => null)) ?? null;
