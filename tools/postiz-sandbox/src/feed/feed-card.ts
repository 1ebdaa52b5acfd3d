import type { Card } from './feed-view.ts';
import { html, NOTHING, type Html } from './html.ts';

/** A post that went out. The `id` is where its release URL points; the page tells cards apart by `data-key`. */
export const landedCard = (card: Card): Html =>
  html` <article
    class="card${card.publications > 1 || card.foreignUploader ? ' alarm' : ''}"
    data-key="${card.id}"
    id="release-${card.releaseId ?? card.id}"
  >
    ${mediaOf(card)}
    <div class="text">
      ${card.publications > 1 ? html`<p class="wrong">went out ${card.publications}×</p>` : NOTHING}
      ${card.foreignUploader ? html`<p class="wrong">media of ${card.foreignUploader}</p>` : NOTHING}
      <p class="caption">${card.caption}</p>
      <p class="facts">${time(card.publishedAt ?? card.publishDate)} ${badge(card.state)}</p>
    </div>
  </article>`;

/** A draft, a queued or a failed post: small, since nobody has seen it. */
export const waitingRow = (card: Card): Html =>
  html` <li data-key="${card.id}">
    <div class="text">
      ${badge(card.state)} ${time(card.publishDate)} <span class="caption">${card.caption}</span>
    </div>
  </li>`;

function mediaOf({ media }: Card): Html {
  if (!media) return html`<div class="no-media">text only</div>`;
  const address = `/sandbox/media/${media.fileName}`;
  // The time fragment makes a browser show a picture before anybody presses play.
  return media.video
    ? html`<video controls preload="metadata" playsinline src="${address}#t=0.1"></video>`
    : html`<img src="${address}" alt="" loading="lazy" />`;
}

const badge = (state: Card['state']): Html =>
  html`<span class="badge ${state.toLowerCase()}">${state.toLowerCase()}</span>`;

const time = (instant: string): Html =>
  html`<time datetime="${instant}">${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC</time>`;
