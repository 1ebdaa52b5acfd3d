import { type Html, markup } from '../markup.ts';
import { costTable, countOf, foot, instantName, money, monthName, page, unratedTable } from '../page.ts';
import type { LateSum, Statement } from '../statement.ts';

/** A profile's month as a page to read and to print. */
export function statementPage(statement: Statement): string {
  const { profileId, name, month, totalUsd, count, tables, unrated, madeAt, check } = statement;
  return page(
    `Statement ${month}`,
    markup`<header>
<div><div class="brand">Clipcast · Statement of costs</div><h1>${monthName(month)}</h1><p class="name">${name ?? ''}</p><p class="who">${profileId}</p></div>
<div class="right">${badge(statement)}</div>
</header>
<dl class="sums">
<div class="total"><dt>Total</dt><dd>${money(totalUsd)}<small>${countOf(count)} ${count === 1 ? 'entry' : 'entries'}${corrections(statement)}</small></dd></div>
${quota(statement)}
</dl>
${notes(statement)}
${tables.map((table) => costTable(table, totalUsd, count))}
${tables.every(({ rows }) => rows.length === 0) ? markup`<p class="none">Nothing was spent in this month.</p>` : null}
${lateTable('Late entries in this month', 'In the total. They came when the books of the month in which they were incurred were closed.', 'Incurred in', statement.lateFrom)}
${lateTable('Late entries of this month, booked later', 'Not in the total. They came when these books were closed, and count in the month that is named.', 'Counts in', statement.bookedLater)}
${unratedTable(unrated)}
${foot(madeAt, check)}`,
  );
}

const STATES: Readonly<Record<Statement['state'], string>> = {
  running: 'Month to date',
  over: 'Not closed yet',
  closed: 'Closed',
};

const badge = ({ state, closedAt, closedBy }: Statement): Html =>
  markup`<span class="badge ${state}">${STATES[state]}</span>${
    closedAt === null ? null : markup`<br>${instantName(closedAt)}<br>by ${closedBy}`
  }`;

const corrections = ({ corrections: { count, amountUsd } }: Statement): Html | null =>
  count === 0 ? null : markup`, ${countOf(count)} of them corrections of ${money(amountUsd)}`;

function quota({ quota: { limitUsd, remainingUsd, percentUsed, enforcement } }: Statement): Html {
  if (remainingUsd === null || percentUsed === null)
    return markup`<div><dt>Limit</dt><dd>none<small>This month has no limit.</small></dd></div>`;
  const step = Math.min(20, Math.ceil(percentUsed / 5));
  return markup`<div><dt>Limit</dt><dd>${money(limitUsd)}<small>${enforcement === 'hard' ? 'hard: nothing is granted beyond it' : 'soft: it warns'}</small></dd></div>
<div><dt>Remaining</dt><dd>${money(remainingUsd)}<small>${percentUsed} % used</small></dd><div class="gauge ${percentUsed >= 100 ? 'full' : ''}"><i class="w${step}"></i></div></div>`;
}

const notes = ({ state }: Statement): Html | null =>
  state === 'over'
    ? markup`<p class="note">The month is over, and its books are open: late costs still change this statement until it is closed.</p>`
    : null;

function lateTable(title: string, text: string, head: string, sums: readonly LateSum[]): Html {
  if (sums.length === 0) return markup``;
  return markup`<section>
<h2>${title}</h2>
<p>${text}</p>
<table>
<thead><tr><th>${head}</th><th class="n">Entries</th><th class="n">Amount</th></tr></thead>
<tbody>
${sums.map(
  ({
    month,
    count,
    amountUsd,
    entries,
  }) => markup`<tr><td><a href="${entries}">${monthName(month)}</a></td><td class="n">${countOf(count)}</td><td class="n">${money(amountUsd)}</td></tr>
`,
)}</tbody>
</table>
</section>`;
}
