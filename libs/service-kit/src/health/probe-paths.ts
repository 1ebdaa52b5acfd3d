/** The paths that orchestrators ask again and again: neither traced nor logged above debug. */
const probes: ReadonlySet<string> = new Set(['/livez', '/readyz', '/startupz']);

export const isProbe = (url: string | undefined): boolean => probes.has(url?.split('?', 1)[0] ?? '');
