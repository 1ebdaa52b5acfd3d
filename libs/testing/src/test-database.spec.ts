import { withClient } from '@clipcast/local-servers';
import { createTestDatabase } from './test-database.ts';

const tables = (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    return rows.length;
  });

it('gives every caller an empty database of its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await withClient(one.url, (client) => client.query('CREATE TABLE thing (id int)'));
  await expect(tables(one.url)).resolves.toBe(1);
  await expect(tables(two.url)).resolves.toBe(0);
  await Promise.all([one.drop(), two.drop()]);
});

it('is gone after the drop, even with a connection still open', async () => {
  const database = await createTestDatabase();
  await withClient(database.url, async () => {
    await database.drop();
  }).catch(() => undefined);
  await expect(tables(database.url)).rejects.toThrow('does not exist');
});
