import { publicationStatuses, type PublicationStatus } from '../publications/publication-status.ts';

/** Whether a publication of this status can no longer need its media by itself. */
const SETTLED: Readonly<Record<PublicationStatus, boolean>> = {
  queued: false,
  running: false,
  scheduled: false,
  paused: false,
  published: true,
  partly_published: true,
  failed: true,
  unconfirmed: true,
  cancelled: true,
};

/** The statuses in which nothing will happen to a publication any more by itself. */
export const settledStatuses: readonly PublicationStatus[] = publicationStatuses.filter(
  (status) => SETTLED[status],
);
