const ENTRY = /^(?<host>[^/?#@\s]+):(?<port>\d{1,5})$/;

/** `host:port` in one spelling; a host as WHATWG `URL` gives it, IPv6 in brackets. */
export const endpoint = (hostname: string, port: number): string => `${hostname}:${port}`;

/**
 * The operator's list of `host:port`, in one spelling.
 * @throws {RangeError} for an entry that names no host and port; the operator should see it at start.
 */
export function parseAllowList(entries: readonly string[]): ReadonlySet<string> {
  return new Set(
    entries.map((entry) => {
      const { host, port } = ENTRY.exec(entry.trim())?.groups ?? {};
      if (
        host === undefined ||
        port === undefined ||
        !URL.canParse(`http://${host}`) ||
        Number(port) > 65_535
      ) {
        throw new RangeError(`"${entry}" is no host:port`);
      }
      return endpoint(new URL(`http://${host}`).hostname, Number(port));
    }),
  );
}
