/** The standard OpenTelemetry variables we act on; the exporters read the others (headers, timeouts) themselves. */
export interface TelemetryConfig {
  readonly disabled: boolean;
  readonly exporting: boolean;
  readonly protocol: 'http/json' | 'http/protobuf';
  /** Of the traces that begin here, the share that is exported. */
  readonly sampleRatio: number;
  readonly metricIntervalMs: number;
}

const positive = (text: string | undefined, fallback: number): number => {
  const value = Number(text);
  return text && Number.isFinite(value) && value > 0 ? value : fallback;
};

/** Telemetry starts before any schema library is loaded, so this reads by hand and falls back instead of failing. */
export const readTelemetryConfig = (env: NodeJS.ProcessEnv = process.env): TelemetryConfig => ({
  disabled: env['OTEL_SDK_DISABLED'] === 'true',
  exporting: Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT']),
  protocol: env['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'http/json' ? 'http/json' : 'http/protobuf',
  sampleRatio: Math.min(1, positive(env['OTEL_TRACES_SAMPLER_ARG'], 1)),
  metricIntervalMs: positive(env['OTEL_METRIC_EXPORT_INTERVAL'], 60_000),
});
