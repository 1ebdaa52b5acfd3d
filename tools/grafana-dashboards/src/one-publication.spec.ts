import { readFileSync } from 'node:fs';
import { fileTextOf, ONE_PUBLICATION_FILE } from './committed-file.ts';
import { TEMPO } from './datasources.ts';
import { onePublication } from './one-publication.ts';
import { traceql } from './queries.ts';

const sources = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

it('is the file that is committed (npm run generate --workspace tools/grafana-dashboards writes it)', async () => {
  expect(readFileSync(ONE_PUBLICATION_FILE, 'utf8')).toBe(await fileTextOf(onePublication()));
});

/** A renamed span would leave a panel empty without a word. */
it('asks for spans and attributes that the services write', () => {
  const steps = sources('apps/publish-service/src/publications/bring-out-post/post-span.ts');
  expect(steps).toContain("'clipcast.job.id'");
  expect(steps).toContain('`bring out post: ${');
  const messages = sources('libs/messaging/src/spans.ts');
  expect(messages).toContain('`process ${');
  expect(messages).toContain('SpanKind.PRODUCER');
  expect(messages).toContain('SpanKind.CONSUMER');
});

it('shows every query on a panel or behind a link', () => {
  const { panels = [], links = [] } = onePublication();
  const shown = JSON.stringify([panels, links.map(({ tooltip }) => tooltip)]);
  for (const query of Object.values(traceql)) expect(shown).toContain(JSON.stringify(query).slice(1, -1));
});

it('has its data source in the link that publications in compose have to their traces', () => {
  const [, template = ''] =
    /CLIPCAST_TRACE_URL: \$\{CLIPCAST_TRACE_URL:-(.+)\}$/m.exec(sources('infra/compose.yaml')) ?? [];
  const { searchParams } = new URL(template.replace('${GRAFANA_PORT:-3000}', '3000'));
  expect(JSON.parse(searchParams.get('panes') ?? '')).toMatchObject({
    clipcast: { datasource: TEMPO.uid, queries: [{ datasource: TEMPO, query: '{traceId}' }] },
  });
});

it('passes the publication in the box on to the saved search', () => {
  const [ofJob] = onePublication().links ?? [];
  const panes = new URL(ofJob?.url ?? '', 'http://grafana').searchParams.get('panes');
  expect(ofJob?.url).toContain('${job}');
  expect(JSON.parse(panes ?? '')).toMatchObject({
    clipcast: { datasource: 'tempo', queries: [{ query: '{ span.clipcast.job.id = "${job}" }' }] },
  });
});
