import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

/** Where spans and metrics leave. Loaded only by processes that export, and only the encoding they asked for. */
export async function otlpExporters(
  protocol: 'http/json' | 'http/protobuf',
): Promise<{ spans: SpanExporter; metrics: PushMetricExporter }> {
  if (protocol === 'http/json') {
    const [traces, metrics] = await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/exporter-metrics-otlp-http'),
    ]);
    return { spans: new traces.OTLPTraceExporter(), metrics: new metrics.OTLPMetricExporter() };
  }
  const [traces, metrics] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/exporter-metrics-otlp-proto'),
  ]);
  return { spans: new traces.OTLPTraceExporter(), metrics: new metrics.OTLPMetricExporter() };
}
