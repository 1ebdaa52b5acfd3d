import {
  LegendDisplayMode,
  LegendPlacement,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { PROMETHEUS } from '../datasources.ts';

/** A graph of one Prometheus query. */
export interface MetricPanel {
  readonly title: string;
  readonly description: string;
  readonly query: string;
  /** How one series is called, with `{{label}}` for its labels. */
  readonly legend: string;
  /** Grafana's name of the unit: `reqps`, `s`, `ops`. */
  readonly unit: string;
  /** In 24ths of the dashboard. */
  readonly width: number;
}

export const metricPanel = ({ title, description, query, legend, unit, width }: MetricPanel): PanelBuilder =>
  new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(PROMETHEUS)
    .unit(unit)
    .min(0)
    .span(width)
    .height(8)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .withTarget(new DataqueryBuilder().refId('A').expr(query).legendFormat(legend).range());
