/** How a template names the place of the id; encoded where somebody copied it out of an encoded URL. */
const PLACE = /\{traceId\}|%7BtraceId%7D/gi;

/** Whether a text is an http or https URL with `{traceId}` in it. */
export const isTraceUrl = (template: string): boolean =>
  /^https?:$/.test(URL.parse(template)?.protocol ?? '') && template.search(PLACE) >= 0;

/** Where traces are looked at, from the operator's configuration; nowhere without a template. */
export class TraceLinks {
  constructor(private readonly template: string | undefined) {}

  /** The address of a trace; null when there is none, or nowhere to look at it. */
  urlOf(traceId: string | null): string | null {
    if (traceId === null || this.template === undefined) return null;
    return this.template.replaceAll(PLACE, traceId);
  }
}
