import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as it was exported. */
export interface SeenSpan {
  readonly service: string;
  readonly name: string;
  /** OTLP's numbers: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Receives what services export with `OTEL_EXPORTER_OTLP_PROTOCOL=http/json`. */
export interface TraceSink {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  spansOf(traceId: string): readonly SeenSpan[];
  /** A span's ancestors, the nearest first, as far as they have arrived. */
  ancestorsOf(span: SeenSpan): readonly SeenSpan[];
  close(): Promise<void>;
}

type Value = { stringValue?: string; intValue?: number; boolValue?: boolean; doubleValue?: number };
type KeyValue = { key: string; value: Value };
interface Export {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}
interface OtlpSpan extends Omit<SeenSpan, 'service' | 'attributes'> {
  readonly attributes: readonly KeyValue[];
}

const valueOf = ({ stringValue, intValue, boolValue, doubleValue }: Value): unknown =>
  stringValue ?? intValue ?? boolValue ?? doubleValue;
const recordOf = (list: readonly KeyValue[]): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, valueOf(value)]));

/** Starts a sink on a free port. */
export async function traceSink(): Promise<TraceSink> {
  const spans = new Map<string, SeenSpan>();
  const take = async (request: IncomingMessage): Promise<void> => {
    const { resourceSpans = [] } = (await json(request)) as Export;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(recordOf(resource.attributes)['service.name']);
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.set(span.spanId, { ...span, service, attributes: recordOf(span.attributes) });
      }
    }
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spansOf: (traceId) => [...spans.values()].filter((span) => span.traceId === traceId),
    ancestorsOf: (span) => {
      const ancestors: SeenSpan[] = [];
      for (let at = spans.get(span.parentSpanId ?? ''); at; at = spans.get(at.parentSpanId ?? ''))
        ancestors.push(at);
      return ancestors;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
