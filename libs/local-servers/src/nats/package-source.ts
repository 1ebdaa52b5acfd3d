import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** One line of an apt source list, without the leading `deb`. */
interface Target {
  readonly uri: string;
  readonly suite: string;
  readonly component: string;
  readonly keyring: string | undefined;
}

/** Without release information also those are listed that were never updated, as in a fresh container. */
const ALL_CONFIGURED = ['-o', 'APT::Get::IndexTargets::ReleaseInfo=false'];
const FORMAT = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SIGNED_BY)';
const DEBIAN_KEYRINGS = ['pgp', 'gpg'].map(
  (ending) => `/usr/share/keyrings/debian-archive-keyring.${ending}`,
);
/** Debian's own name for the suite that has the newest packages. */
const NEWEST_SUITE = 'sid';

const parse = (line: string): Target | undefined => {
  const [uri, suite, component, signedBy] = line.split('|');
  if (!uri || !suite || !component) return undefined;
  return { uri, suite, component, keyring: signedBy?.startsWith('/') ? signedBy : undefined };
};

/** What this machine's apt is set up to read, without the suites that only hold updates. */
const configuredTargets = (): Target[] => {
  try {
    const listed = execFileSync(
      'apt-get',
      [...ALL_CONFIGURED, 'indextargets', '--format', FORMAT, 'Created-By: Packages'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    return [...new Set(listed.split('\n'))]
      .map(parse)
      .filter((target) => target !== undefined)
      .filter(({ suite }) => !suite.includes('-'));
  } catch {
    return [];
  }
};

const sourceLine = ({ uri, suite, component, keyring }: Target): string =>
  `deb ${keyring ? `[signed-by=${keyring}] ` : ''}${uri} ${suite} ${component}\n`;

/**
 * Source lists to look in for nats-server, best first: the newest packages of the mirror that this machine uses
 * already, then the machine's own suites. Empty where there is no apt, or apt has no source.
 */
export function packageSources(): string[] {
  const targets = configuredTargets();
  const [first] = targets;
  if (!first) return [];
  const keyring = first.keyring ?? DEBIAN_KEYRINGS.find((file) => existsSync(file));
  const newest = sourceLine({ uri: first.uri, suite: NEWEST_SUITE, component: 'main', keyring });
  return [newest, targets.map(sourceLine).join('')];
}
