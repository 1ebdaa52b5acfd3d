import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import {
  defaultResource,
  detectResources,
  envDetector,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TelemetryConfig } from './config.ts';
import { traceInstrumentations } from './instrumentations.ts';
import { otlpExporters } from './otlp-exporters.ts';

const closing: (() => Promise<void>)[] = [];

/**
 * Starts tracing. Without an endpoint nothing is exported and no span is recorded, but every request still has a real
 * trace id, taken from its `traceparent` or made here. It installs no signal handlers: the service ends it last.
 */
export async function startTelemetry(config: TelemetryConfig): Promise<void> {
  if (config.disabled) return;
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const provider = config.exporting
    ? await exportingProvider(config)
    : new TracerProvider({ sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }) });
  trace.setGlobalTracerProvider(provider);
  closing.push(() => provider.shutdown());
  registerInstrumentations({
    instrumentations: [...traceInstrumentations(), ...(config.exporting ? await forSpans() : [])],
  });
}

async function forSpans(): Promise<Instrumentation[]> {
  const { spanInstrumentations } = await import('./span-instrumentations.ts');
  return spanInstrumentations();
}

async function exportingProvider(config: TelemetryConfig): Promise<TracerProvider> {
  const resource = defaultResource().merge(
    detectResources({ detectors: [envDetector, serviceInstanceIdDetector] }),
  );
  const exporters = await otlpExporters(config.protocol);
  const { MeterProvider, PeriodicExportingMetricReader } = await import('@opentelemetry/sdk-metrics');
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: exporters.metrics,
        exportIntervalMillis: config.metricIntervalMs,
        exportTimeoutMillis: Math.min(config.metricIntervalMs, 10_000),
      }),
    ],
  });
  metrics.setGlobalMeterProvider(meters);
  closing.push(() => meters.shutdown());
  return new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.sampleRatio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: exporters.spans })],
  });
}

/** Sends what is left and stops. Comes last at the end of a process; a collector that is away does not fail it. */
export async function shutdownTelemetry(): Promise<void> {
  await Promise.allSettled(closing.splice(0).map((close) => close()));
}
