import type { Version } from '../state/version.ts';
import { landedCard, waitingRow } from './feed-card.ts';
import { FEED_SCRIPT } from './feed-script.ts';
import { FEED_STYLE } from './feed-style.ts';
import type { AccountView, OrganisationView } from './feed-view.ts';
import { html, Html, NOTHING } from './html.ts';

export interface FeedPage {
  readonly organisations: readonly OrganisationView[];
  readonly version: Version;
  /** The state this page shows; the page asks for a newer one. */
  readonly revision: string;
  /** Lets this page's own script and style run, and nothing that a tenant wrote. */
  readonly nonce: string;
}

/** The whole page, without any resource from elsewhere. */
export const feedPage = ({ organisations, version, revision, nonce }: FeedPage): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Postiz sandbox</title>
        <link rel="icon" href="/sandbox/pictures/postiz.svg" />
        <style nonce="${nonce}">
          ${new Html(FEED_STYLE)}${organisations.map(({ hue }, index) => html`#org-${index} { --hue: ${hue}; }`)}
        </style>
      </head>
      <body data-revision="${revision}">
        <header>
          <h1>Postiz sandbox</h1>
          <p>
            Every column is one organisation; what is in it went out with that organisation's key and nowhere
            else. Playing Postiz <strong>${version}</strong>.
          </p>
        </header>
        <main>${organisations.map(organisationColumn)}</main>
        <script nonce="${nonce}">
          ${new Html(FEED_SCRIPT)};
        </script>
      </body>
    </html> `.text;

const organisationColumn = (organisation: OrganisationView, index: number): Html =>
  html` <section class="organisation" id="org-${index}">
    <h2>${organisation.name} ${versionNote(organisation)}</h2>
    <p class="summary" data-key="summary"><span class="text">${verdict(organisation)}</span></p>
    ${organisation.accounts.map(accountBlock)}
  </section>`;

const versionNote = ({ version }: OrganisationView): Html =>
  version === null ? NOTHING : html`<small>Postiz ${version}</small>`;

const verdict = ({ published, twice, foreign }: OrganisationView): Html =>
  html` ${published} published
  ${twice > 0 ? html`<span class="wrong">${twice} more than once</span>` : NOTHING}
  ${foreign > 0 ? html`<span class="wrong">${foreign} with media of others</span>` : NOTHING}
  ${twice + foreign === 0 ? html`<span class="right">nothing twice, nothing foreign</span>` : NOTHING}`;

const accountBlock = (account: AccountView): Html =>
  html` <div class="account" data-account="${account.id}">
    <h3>
      <img class="picture" src="/sandbox/pictures/${account.identifier}.svg" alt="" /> ${account.name}
      <small>${account.identifier}${account.disabled ? ' · disabled' : ''}</small>
    </h3>
    <div class="list landed">${account.landed.map(landedCard)}</div>
    ${account.olderLanded > 0 ? html`<p class="older">and ${account.olderLanded} older</p>` : NOTHING}
    <ul class="list waiting">
      ${account.waiting.map(waitingRow)}
    </ul>
  </div>`;
