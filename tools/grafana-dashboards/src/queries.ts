/**
 * Every query of the dashboard. Span names and attributes are those of libs/messaging/src/spans.ts and of
 * publish-service's post-span.ts; metric names are what the instrumentations of libs/service-kit send, in the spelling
 * that Prometheus gives to metrics received by OTLP.
 */
const SERVICE = 'service_name=~"$service"';
const FROM_SPANS = 'service=~"$service"';

const rateBy = (labels: string, series: string): string =>
  `sum by (${labels}) (rate(${series}[$__rate_interval]))`;

const p95By = (labels: string, buckets: string): string =>
  `histogram_quantile(0.95, ${rateBy(`le, ${labels}`, buckets)})`;

const ROUTE = 'service_name, http_request_method, http_route';
const CALL = 'http_request_method, http_response_status_code';

export const promql = {
  requestRate: rateBy(ROUTE, `http_server_request_duration_seconds_count{${SERVICE}}`),
  requestP95: p95By(ROUTE, `http_server_request_duration_seconds_bucket{${SERVICE}}`),
  requestErrors: rateBy(
    `${ROUTE}, http_response_status_code`,
    `http_server_request_duration_seconds_count{${SERVICE}, http_response_status_code=~"[45].."}`,
  ),
  postizRate: rateBy(CALL, `http_client_request_duration_seconds_count{${SERVICE}}`),
  postizP95: p95By('http_request_method', `http_client_request_duration_seconds_bucket{${SERVICE}}`),
  published: rateBy(
    'span_name',
    `traces_spanmetrics_calls_total{${FROM_SPANS}, span_kind="SPAN_KIND_PRODUCER"}`,
  ),
  processed: rateBy(
    'service, span_name, status_code',
    `traces_spanmetrics_calls_total{${FROM_SPANS}, span_kind="SPAN_KIND_CONSUMER"}`,
  ),
  processP95: p95By(
    'service, span_name',
    `traces_spanmetrics_latency_bucket{${FROM_SPANS}, span_kind="SPAN_KIND_CONSUMER"}`,
  ),
} as const;

export const traceql = {
  ofJob: '{ span.clipcast.job.id = "$job" }',
  failedSteps: '{ name =~ "bring out post: .*" && status = error }',
  slowProcessing: '{ name =~ "process .*" && duration > 5s }',
  failedConsumers: '{ kind = producer } >> { kind = consumer && status = error }',
} as const;

export const logql = {
  /** An empty box lets every line through, also those outside a trace. */
  ofTrace: `{${SERVICE}} | trace_id =~ "$trace.*"`,
} as const;
