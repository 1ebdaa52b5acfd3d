/** The data sources as grafana/otel-lgtm provisions them. */
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' } as const;
export const TEMPO = { type: 'tempo', uid: 'tempo' } as const;
export const LOKI = { type: 'loki', uid: 'loki' } as const;
