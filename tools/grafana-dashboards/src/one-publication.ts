import {
  CustomVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  TextBoxVariableBuilder,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { logPanel } from './panels/log-panel.ts';
import { metricPanel } from './panels/metric-panel.ts';
import { tracePanel } from './panels/trace-panel.ts';
import { logql, promql, traceql } from './queries.ts';
import { traceSearchLink } from './trace-search-link.ts';

/** Follows one publication through the three services: its traces, its messages, its calls to Postiz, its lines. */
export function onePublication(): Dashboard {
  const board = new DashboardBuilder('Clipcast: one publication, three services')
    .uid('clipcast-one-publication')
    .description('Paste the id of a publication into the box to see everything that happened for it.')
    .tags(['clipcast'])
    .timezone('browser')
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .annotations([])
    .readonly();
  [addVariables, addLinks, addPublication, addRequests, addMessages, addPostiz, addLines].forEach((add) =>
    add(board),
  );
  return board.build();
}

function addVariables(board: DashboardBuilder): void {
  const empty = { text: '', value: '' };
  const everyService = { text: 'All', value: '$__all' };
  board
    .withVariable(
      new TextBoxVariableBuilder('job')
        .label('Publication')
        .description('The id that the API answered with: pub_…')
        .defaultValue('')
        .current(empty),
    )
    .withVariable(
      new TextBoxVariableBuilder('trace')
        .label('Trace')
        .description('A trace id, from a trace, a problem or a line: 32 hex digits')
        .defaultValue('')
        .current(empty),
    )
    .withVariable(
      new CustomVariableBuilder('service')
        .label('Service')
        .values('profile-service,publish-service,billing-service')
        .multi(true)
        .includeAll(true)
        .allValue('.+')
        .current(everyService),
    );
}

function addLinks(board: DashboardBuilder): void {
  board
    .link(traceSearchLink('Traces of this publication', traceql.ofJob))
    .link(traceSearchLink('Slow processing (over 5 s)', traceql.slowProcessing))
    .link(traceSearchLink('Failed consumers, with who sent it', traceql.failedConsumers))
    .link(traceSearchLink('Failed steps towards Postiz', traceql.failedSteps));
}

function addPublication(board: DashboardBuilder): void {
  board
    .withRow(new RowBuilder('One publication'))
    .withPanel(
      tracePanel({
        title: 'Traces of the publication in the box',
        description:
          'From the request to what Postiz answered. All steps of a publication belong to one trace.',
        query: traceql.ofJob,
        rows: 'traces',
        width: 12,
      }),
    )
    .withPanel(
      tracePanel({
        title: 'Recent steps that failed',
        description:
          'Each row is one step of bringing out one post that ended in an error; the step is tried again unless Postiz refused it for good.',
        query: traceql.failedSteps,
        rows: 'spans',
        width: 12,
      }),
    );
}

function addRequests(board: DashboardBuilder): void {
  const legend = '{{service_name}} {{http_request_method}} {{http_route}}';
  board
    .withRow(new RowBuilder('Requests'))
    .withPanel(
      metricPanel({
        title: 'Requests by route',
        description: 'Health probes are not counted.',
        query: promql.requestRate,
        legend,
        unit: 'reqps',
        width: 8,
      }),
    )
    .withPanel(
      metricPanel({
        title: 'Slowest twentieth by route',
        description:
          '95 of 100 requests were answered faster than this. An upload counts for as long as its line is slow.',
        query: promql.requestP95,
        legend,
        unit: 's',
        width: 8,
      }),
    )
    .withPanel(
      metricPanel({
        title: 'Refused and failed requests',
        description: 'Answers with a status of 400 or more.',
        query: promql.requestErrors,
        legend: `${legend} {{http_response_status_code}}`,
        unit: 'reqps',
        width: 8,
      }),
    );
}

function addMessages(board: DashboardBuilder): void {
  board
    .withRow(new RowBuilder('Events between the services'))
    .withPanel(
      metricPanel({
        title: 'Published by subject',
        description: 'From the spans of the relays, counted by Tempo.',
        query: promql.published,
        legend: '{{span_name}}',
        unit: 'ops',
        width: 8,
      }),
    )
    .withPanel(
      metricPanel({
        title: 'Processed by subject',
        description:
          'From the spans of the subscribers, counted by Tempo; an event has one for each that takes it.',
        query: promql.processed,
        legend: '{{service}} {{span_name}} {{status_code}}',
        unit: 'ops',
        width: 8,
      }),
    )
    .withPanel(
      metricPanel({
        title: 'Slowest twentieth of the processing',
        description: '95 of 100 events were processed faster than this.',
        query: promql.processP95,
        legend: '{{service}} {{span_name}}',
        unit: 's',
        width: 8,
      }),
    );
}

function addPostiz(board: DashboardBuilder): void {
  board
    .withRow(new RowBuilder('Postiz'))
    .withPanel(
      metricPanel({
        title: 'Calls to Postiz by answer',
        description:
          'All outgoing HTTP of the services goes to a Postiz. A call that got no answer has no status.',
        query: promql.postizRate,
        legend: '{{http_request_method}} {{http_response_status_code}}',
        unit: 'reqps',
        width: 12,
      }),
    )
    .withPanel(
      metricPanel({
        title: 'Slowest twentieth of the calls to Postiz',
        description: '95 of 100 calls were answered faster than this.',
        query: promql.postizP95,
        legend: '{{http_request_method}}',
        unit: 's',
        width: 12,
      }),
    );
}

function addLines(board: DashboardBuilder): void {
  board.withRow(new RowBuilder('Log')).withPanel(
    logPanel({
      title: 'Lines of the trace in the box',
      description:
        'All lines while the box is empty. Lines arrive here only when the profile "logs" of infra/compose.yaml runs.',
      query: logql.ofTrace,
    }),
  );
}
