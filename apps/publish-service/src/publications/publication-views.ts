import type { Runtime } from '@clipcast/kernel';
import { publicationView, type PublicationView } from './publication-view.ts';
import type { RequestedPublication } from './publication.ts';
import type { TraceLinks } from './trace-links.ts';

/** Shows publications as they are at the moment. */
export class PublicationViews {
  constructor(
    private readonly runtime: Pick<Runtime, 'clock'>,
    private readonly links: TraceLinks,
  ) {}

  of(publication: RequestedPublication, traceId: string | null): PublicationView {
    const now = this.runtime.clock.now();
    return publicationView(publication, { now, traceId, traceUrl: this.links.urlOf(traceId) });
  }
}
