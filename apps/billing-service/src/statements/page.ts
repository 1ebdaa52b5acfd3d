import type { Month } from '../budgets/month.ts';
import { startOf } from '../budgets/month.ts';
import { parseUsd } from '@clipcast/kernel';
import { Html, markup } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { StatementTable, UnratedUsage } from './statement.ts';

/** `March 2026`. */
export const monthName = (month: Month): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(startOf(month));

/** `10 March 2026, 09:00 UTC`. */
export const instantName = (instant: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(instant)).replace(' at ', ', ')} UTC`;

/** Dollars and cents as people read them, and the rest of the micro-dollars small, for nothing is rounded. */
export function money(amountUsd: string): Html {
  const [, sign = '', whole = '', cents = '', rest = ''] =
    /^(-?)(\d+)\.(\d{2})(\d{4})$/.exec(amountUsd) ?? [];
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return markup`${sign === '' ? '' : '−'}$${grouped}.${cents}<span class="sub">${rest}</span>`;
}

export const countOf = (count: number): string => count.toLocaleString('en');

/** The whole page, printable as it is. */
export const page = (title: string, body: Html): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.text;

const HEADS: Readonly<Record<StatementTable['groupBy'], readonly [string, string]>> = {
  provider: ['By provider', 'Provider'],
  model: ['By model', 'Model'],
  day: ['By day', 'Day (UTC)'],
  publication: ['By publication', 'Publication'],
};

/** One table of the month, with its total, and with bars that show the shares. */
export function costTable({ groupBy, rows, others }: StatementTable, totalUsd: string, count: number): Html {
  const [title, head] = HEADS[groupBy];
  if (rows.length === 0) return markup``;
  const dearest = rows.reduce((most, { amountUsd }) => larger(most, parseUsd(amountUsd)), 0n);
  return markup`<section>
<h2>${title}</h2>
<table>
<thead><tr><th>${head}</th><th class="share"></th><th class="n">Entries</th><th class="n">Amount</th></tr></thead>
<tbody>
${rows.map(
  ({
    key,
    amountUsd,
    count: entries,
    entries: link,
  }) => markup`<tr><td>${named(key, link)}</td><td class="share">${bar(parseUsd(amountUsd), dearest)}</td><td class="n">${countOf(entries)}</td><td class="n">${money(amountUsd)}</td></tr>
`,
)}${
    others
      ? markup`<tr><td class="none">${countOf(others.groups)} others</td><td class="share"></td><td class="n">${countOf(others.count)}</td><td class="n">${money(others.amountUsd)}</td></tr>
`
      : null
  }</tbody>
<tfoot><tr><td>Total</td><td class="share"></td><td class="n">${countOf(count)}</td><td class="n">${money(totalUsd)}</td></tr></tfoot>
</table>
</section>`;
}

/** What is in no sum yet. */
export function unratedTable(unrated: readonly UnratedUsage[]): Html {
  if (unrated.length === 0) return markup``;
  return markup`<section>
<h2>Usage without a price</h2>
<p>Not in the total. It is booked as soon as a price is set.</p>
<table>
<thead><tr><th>What</th><th class="n">Entries</th><th class="n">Quantity</th></tr></thead>
<tbody>
${unrated.map(
  ({
    provider,
    model,
    plan,
    unit,
    quantity,
    count,
  }) => markup`<tr><td>${[provider, model, plan].filter((word) => word !== null).join(' · ')}</td><td class="n">${countOf(count)}</td><td class="n">${quantity} ${unit}</td></tr>
`,
)}</tbody>
</table>
</section>`;
}

/** Where the numbers come from, at the foot of the page. */
export const foot = (
  madeAt: string,
  { entriesUsd, isEqual }: { readonly entriesUsd: string; readonly isEqual: boolean },
): Html => markup`<footer>
${isEqual ? markup`The total was added up twice, from the single entries and from the sums by day: both are ${money(entriesUsd)}.` : markup`<b>The sums by day do not agree with the entries, which come to ${money(entriesUsd)}. Rebuild the read model “cost-ledger”.</b>`}
Amounts in US dollars, exact to the micro-dollar; months and days in UTC. Made on ${instantName(madeAt)}.
</footer>`;

const PREFIXED_ID = /^[a-z]{3}_[0-9a-f-]{36}$/;

const larger = (one: bigint, other: bigint): bigint => (other > one ? other : one);

/** In steps of a twentieth, by classes: a style attribute would need a policy that allows all of them. */
const bar = (amount: bigint, dearest: bigint): Html =>
  amount <= 0n || dearest === 0n
    ? markup``
    : markup`<i class="w${Number((amount * 20n + dearest - 1n) / dearest)}"></i>`;

const named = (key: string | null, link: string | undefined): Html => {
  const name =
    key === null
      ? markup`<span class="none">no publication</span>`
      : PREFIXED_ID.test(key)
        ? markup`<span class="id">${key}</span>`
        : markup`${key}`;
  return link === undefined ? name : markup`<a href="${link}">${name}</a>`;
};
