import { join } from 'node:path';
import type { PlatformConfig } from './config.ts';
import type { PlatformAccess } from './platform.ts';
import { originOf } from './setup/programs.ts';

/** What there is to tell when everything runs. */
export interface WelcomeFacts {
  /** The repository, where the sample clip is. */
  readonly root: string;
  readonly config: PlatformConfig;
  readonly access: PlatformAccess;
  readonly seconds: number;
}

/** The text that greets a person: where everything is, the operator key, and a first publication to paste. */
export const welcome = ({ root, config, access, seconds }: WelcomeFacts): string => {
  const edge = originOf(config, 'edge');
  const sandbox = originOf(config, 'sandbox');
  const sample = join(root, 'samples', 'acme.mp4');
  return `
Clipcast runs (ready after ${seconds.toFixed(1)} s).

  Overview               ${edge}/
  API references         ${edge}/api/profile/docs   ${edge}/api/publish/docs   ${edge}/api/billing/docs
  Postiz sandbox feed    ${sandbox}/
  Operator key           ${access.operatorKey}
  Logs                   ${access.directories.run}/*.log

Your first publication, to paste into another terminal (or simply: npm run demo):

  KEY=${access.operatorKey}
  API=${edge}/api
  call() { curl -sS -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' "$@"; }
  json() { node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
    if (a.code) throw a.code + ": " + a.detail; console.log(a[process.argv[1]])' "$1"; }

  # a brand, and its own Postiz
  PROFILE=$(call $API/profile/v1/profiles -d '{"name":"Acme"}' | json id)
  call -X PUT $API/profile/v1/profiles/$PROFILE/postiz \\
    -d '{"apiUrl":"${sandbox}","apiKey":"sandbox-acme-key"}'; echo

  # a clip, and where it can go
  CLIP=$(curl -sS -H "Authorization: Bearer $KEY" -F file=@${sample} \\
    $API/publish/v1/profiles/$PROFILE/clips | json id)
  call $API/publish/v1/profiles/$PROFILE/integrations; echo

  # publish it everywhere, and watch the job (allowDuplicate: the demo may have published this very video before)
  JOB=$(call $API/publish/v1/profiles/$PROFILE/publications \\
    -d '{"clipId":"'$CLIP'","caption":"Hello from Clipcast","integrationIds":"all","allowDuplicate":true,
         "settings":{"youtube":{"title":"Hello","type":"public"},"x":{"who_can_reply_post":"everyone"}}}' | json id)
  while STATUS=$(call $API/publish/v1/profiles/$PROFILE/publications/$JOB | json status) && echo "$STATUS" &&
    [ "$STATUS" = queued -o "$STATUS" = running ]; do sleep 1; done
  call $API/billing/v1/profiles/$PROFILE/budget; echo

Ctrl-C stops everything.`;
};
