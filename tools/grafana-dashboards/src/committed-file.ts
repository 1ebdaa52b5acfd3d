import { fileURLToPath } from 'node:url';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { format, resolveConfig } from 'prettier';

/** Where the dashboard is kept, and where Grafana is given it from. */
export const ONE_PUBLICATION_FILE = fileURLToPath(
  new URL('../../../infra/grafana/dashboards/one-publication.json', import.meta.url),
);

/** The text of a dashboard's file, laid out like every other file of the repository. */
export async function fileTextOf(dashboard: Dashboard): Promise<string> {
  const layout = await resolveConfig(ONE_PUBLICATION_FILE);
  return format(JSON.stringify(dashboard), { ...layout, filepath: ONE_PUBLICATION_FILE });
}
