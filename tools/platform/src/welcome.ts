import type { PlatformConfig } from './config.ts';
import type { PlatformAccess } from './platform.ts';
import { originOf } from './setup/programs.ts';

/** What there is to tell when everything runs. */
export interface WelcomeFacts {
  readonly config: PlatformConfig;
  readonly access: PlatformAccess;
  readonly seconds: number;
}

/** The text that greets a person: where everything is, the operator key, and a first publication to paste. */
export const welcome = ({ config, access, seconds }: WelcomeFacts): string => {
  const edge = originOf(config, 'edge');
  const sandbox = originOf(config, 'sandbox');
  return `
Clipcast runs (ready after ${seconds.toFixed(1)} s).

  Console and overview   ${edge}/
  API references         ${edge}/api/profile/docs   ${edge}/api/publish/docs   ${edge}/api/billing/docs
  Postiz sandbox feed    ${sandbox}/
  Operator key           ${access.operatorKey}
  Logs                   ${access.directories.run}/*.log

Your first publication, to paste into another terminal in this directory (or simply: npm run demo):

  KEY=${access.operatorKey}
  API=${edge}/api
  call() { curl -sS -H "Authorization: Bearer $KEY" "$@"; }
  json() { node -pe "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }

  # a brand, and its own Postiz
  PROFILE=$(call -H 'Content-Type: application/json' "$API/profile/v1/profiles" \\
    -d '{"name":"Acme","slug":"acme-'$RANDOM'"}' | json id)
  call -X PUT -H 'Content-Type: application/json' "$API/profile/v1/profiles/$PROFILE/postiz" \\
    -d '{"apiUrl":"${sandbox}","apiKey":"sandbox-acme-key"}'; echo

  # a clip, and where it can go
  CLIP=$(call -F 'file=@samples/acme.mp4;type=video/mp4' "$API/publish/v1/profiles/$PROFILE/clips" | json id)
  call "$API/publish/v1/profiles/$PROFILE/integrations"; echo

  # publish it everywhere, and watch the job
  JOB=$(call -H 'Content-Type: application/json' "$API/publish/v1/profiles/$PROFILE/publications" \\
    -d '{"clipId":"'$CLIP'","caption":"Hello from Clipcast","integrationIds":"all","schedule":"now",
         "settings":{"youtube":{"title":"Hello","type":"public"},"x":{"who_can_reply_post":"everyone"}}}' | json id)
  until call "$API/publish/v1/profiles/$PROFILE/publications/$JOB" | json status | tee /dev/stderr |
    grep -Eq 'published|failed|cancelled|unconfirmed'; do sleep 1; done
  call "$API/billing/v1/profiles/$PROFILE/budget"; echo

Ctrl-C stops everything.`;
};
