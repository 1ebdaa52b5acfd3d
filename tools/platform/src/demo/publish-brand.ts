import type { Runtime } from '@clipcast/kernel';
import type { Api } from './api.ts';
import { providerSettings, type Brand } from './brands.ts';

const LOOK_AGAIN_MS = 400;
const MONTHLY_LIMIT_USD = '25';

interface Profile {
  readonly id: string;
  readonly slug: string;
}
export interface Job {
  readonly id: string;
  readonly status: string;
  readonly traceId: string | null;
  readonly traceUrl: string | null;
  readonly integrations: readonly {
    readonly name: string;
    readonly status: string;
    readonly reason: { readonly detail: string; readonly until: string | null } | null;
  }[];
}
export interface Budget {
  readonly spentUsd: string;
  readonly limitUsd: string;
  readonly status: string;
}
export interface Outcome {
  readonly brand: Brand;
  readonly profileId: string;
  readonly job: Job;
  readonly budget: Budget;
}

/** Told in one line how far a brand is. */
export type Report = (line: string) => void;

/** Everything an operator does for a brand's first publication, over the API. Repeating it takes the same profile again. */
export async function publishBrand(
  api: Api,
  brand: Brand,
  sandboxUrl: string,
  runtime: Runtime,
  report: Report,
): Promise<Outcome> {
  report('registering the profile');
  const { id: profileId } =
    (await findProfile(api, brand.slug)) ??
    (await api.post<Profile>('/profile/v1/profiles', { json: { name: brand.name, slug: brand.slug } }));
  const profile = `/profile/v1/profiles/${profileId}`;
  report('connecting its Postiz');
  await api.put(`${profile}/postiz`, { apiUrl: sandboxUrl, apiKey: brand.apiKey });
  await api.put(`${profile}/quota`, { monthlyLimitUsd: MONTHLY_LIMIT_USD });
  const test = await api.post<{ ok: boolean; latencyMs: number; message?: string; integrations: unknown[] }>(
    `${profile}/postiz/test`,
  );
  if (!test.ok) throw new Error(`${brand.name}: the connection does not work. ${test.message ?? ''}`);
  report(`connection tested: ${test.integrations.length} accounts, ${test.latencyMs} ms`);
  const publish = `/publish/v1/profiles/${profileId}`;
  const clip = await api.post<{ id: string }>(`${publish}/clips`, {
    file: brand.clip,
    title: `${brand.name} demo`,
  });
  report('clip uploaded');
  const asked = {
    clipId: clip.id,
    caption: brand.caption,
    integrationIds: 'all',
    schedule: 'now',
    // Whoever runs the demo again wants to see the same video again.
    allowDuplicate: true,
    settings: settingsFor(await accounts(api, publish)),
  };
  const { id } = await api.post<Job>(`${publish}/publications`, { json: asked });
  const job = await follow(api, `${publish}/publications/${id}`, runtime, report);
  const budget = await settledBudget(api, `/billing/v1/profiles/${profileId}/budget`, runtime);
  return { brand, profileId, job, budget };
}

async function findProfile(api: Api, slug: string): Promise<Profile | undefined> {
  for (let cursor = ''; ;) {
    const page = await api.get<{ items: Profile[]; nextCursor?: string }>(
      `/profile/v1/profiles?limit=200${cursor}`,
    );
    const found = page.items.find((profile) => profile.slug === slug);
    if (found || !page.nextCursor) return found;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

const accounts = async (api: Api, publish: string): Promise<string[]> => {
  const { items } = await api.get<{ items: { provider: string }[] }>(`${publish}/integrations`);
  return items.map(({ provider }) => provider);
};

/** Settings may only be given for networks the publication goes to. */
const settingsFor = (providers: readonly string[]) =>
  Object.fromEntries(Object.entries(providerSettings).filter(([provider]) => providers.includes(provider)));

async function follow(api: Api, path: string, runtime: Runtime, report: Report): Promise<Job> {
  for (;;) {
    const job = await api.get<Job>(path);
    report(progressOf(job));
    if (!['queued', 'running'].includes(job.status)) return job;
    await runtime.timers.sleep(LOOK_AGAIN_MS);
  }
}

/** How far a job is, and what it waits for, if it waits: the hourly limit of a Postiz lasts longer than anybody looks on. */
export function progressOf({ status, integrations }: Job): string {
  const posts = integrations.map((post) => `${post.name} ${post.status}`).join(', ');
  const waits = new Map<string, string>();
  for (const { reason } of integrations) {
    if (!reason?.until) continue;
    const { detail, until } = reason;
    const known = waits.get(detail) ?? '';
    waits.set(detail, until > known ? until : known);
  }
  const waiting = [...waits].map(([detail, until]) => `${detail} It waits until ${until.slice(0, 19)}Z.`);
  return [`job ${status}: ${posts}`, ...waiting].join('. ');
}

/** Costs travel as events and arrive a moment after the post. */
async function settledBudget(api: Api, path: string, runtime: Runtime): Promise<Budget> {
  let last = await api.get<Budget>(path);
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await runtime.timers.sleep(LOOK_AGAIN_MS);
    const next = await api.get<Budget>(path);
    if (next.spentUsd !== last.spentUsd) quiet = 0;
    last = next;
  }
  return last;
}
