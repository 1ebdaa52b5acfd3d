import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { DataqueryBuilder, SearchTableType } from '@grafana/grafana-foundation-sdk/tempo';
import { TEMPO } from '../datasources.ts';

/** A list of what one TraceQL query finds; each row leads to its trace. */
export interface TracePanel {
  readonly title: string;
  readonly description: string;
  readonly query: string;
  readonly rows: 'spans' | 'traces';
  /** In 24ths of the dashboard. */
  readonly width: number;
}

export const tracePanel = ({ title, description, query, rows, width }: TracePanel): PanelBuilder =>
  new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(TEMPO)
    .span(width)
    .height(9)
    .withTarget(
      new DataqueryBuilder()
        .refId('A')
        .queryType('traceql')
        .query(query)
        .limit(50)
        .tableType(rows === 'spans' ? SearchTableType.Spans : SearchTableType.Traces),
    );
