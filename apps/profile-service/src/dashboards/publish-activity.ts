import type { ClipId, PublicationId, Uuid } from '@clipcast/kernel';

/** A day, UTC: `2026-03-01`. Days compare as text. */
export type Day = string;

export const dayOf = (instant: string | Date): Day => new Date(instant).toISOString().slice(0, 10);

/** A clip as the dashboard knows it. */
export interface ActiveClip {
  readonly profileId: Uuid;
  readonly clipId: ClipId;
  readonly projectId: string | null;
  readonly title: string;
  readonly status: 'rendering' | 'ready' | 'removed';
  readonly registeredAt: string;
  /** When its media came; null while it is being rendered. */
  readonly renderedAt: string | null;
  /** Of the clip's stream. */
  readonly version: number;
}

/** A publication as the dashboard knows it. */
export interface ActivePublication {
  readonly profileId: Uuid;
  readonly publicationId: PublicationId;
  readonly clipId: ClipId;
  /** How many of its posts are out. */
  readonly published: number;
  /** The day on which it failed; null unless that is the last that was heard of it. */
  readonly failedOn: Day | null;
  /** Of the publication's stream. */
  readonly version: number;
}

/** What happened on a day, or by how much that changes. */
export interface DayCounts {
  readonly clips: number;
  readonly rendered: number;
  readonly published: number;
  readonly failed: number;
  /** Projects whose newest clip is of this day: those of any days until today sum up to all that had a clip since. */
  readonly projects: number;
}

const NOTHING: DayCounts = { clips: 0, rendered: 0, published: 0, failed: 0, projects: 0 };

/** Changes of days, put together before they are written. */
export class DayChanges {
  readonly #days = new Map<string, DayCounts & { readonly profileId: Uuid; readonly day: Day }>();

  add(profileId: Uuid, day: Day, by: Partial<DayCounts>): void {
    const key = `${profileId} ${day}`;
    const before = this.#days.get(key) ?? NOTHING;
    const sum = (count: keyof DayCounts) => before[count] + (by[count] ?? 0);
    this.#days.set(key, {
      profileId,
      day,
      clips: sum('clips'),
      rendered: sum('rendered'),
      published: sum('published'),
      failed: sum('failed'),
      projects: sum('projects'),
    });
  }

  /** Puts a clip in the place of what it was. */
  clip(before: ActiveClip | undefined, after: ActiveClip): void {
    if (before) this.#clip(before, -1);
    this.#clip(after, 1);
  }

  /** Puts a publication in the place of what it was; its posts are counted as they come. */
  publication(before: ActivePublication | undefined, after: ActivePublication): void {
    if (before?.failedOn) this.add(before.profileId, before.failedOn, { failed: -1 });
    if (after.failedOn) this.add(after.profileId, after.failedOn, { failed: 1 });
  }

  /** Every day that changes. */
  all(): (DayCounts & { readonly profileId: Uuid; readonly day: Day })[] {
    return [...this.#days.values()].filter(
      ({ clips, rendered, published, failed, projects }) =>
        clips !== 0 || rendered !== 0 || published !== 0 || failed !== 0 || projects !== 0,
    );
  }

  #clip({ profileId, status, registeredAt, renderedAt }: ActiveClip, by: 1 | -1): void {
    if (status === 'removed') return;
    this.add(profileId, dayOf(registeredAt), { clips: by });
    if (renderedAt !== null) this.add(profileId, dayOf(renderedAt), { rendered: by });
  }
}
