import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { LOKI } from '../datasources.ts';

/** The lines that one LogQL query finds, the newest first. */
export interface LogPanel {
  readonly title: string;
  readonly description: string;
  readonly query: string;
}

export const logPanel = ({ title, description, query }: LogPanel): PanelBuilder =>
  new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(LOKI)
    .span(24)
    .height(10)
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending)
    .withTarget(new DataqueryBuilder().refId('A').expr(query).queryType('range').maxLines(500));
