import { markup, type Html } from '../markup.ts';
import { costTable, countOf, foot, money, monthName, page, unratedTable } from '../page.ts';
import type { FleetStatement } from '../statement.ts';

/** The month of all profiles as a page to read and to print. */
export function fleetPage(statement: FleetStatement): string {
  const { month, totalUsd, count, tables, unrated, madeAt, check, profiles } = statement;
  const closed = profiles.filter(({ state }) => state === 'closed').length;
  return page(
    `Statement ${month}, all profiles`,
    markup`<header>
<div><div class="brand">Clipcast · Statement of costs</div><h1>${monthName(month)}</h1><p class="who">all profiles</p></div>
<div class="right"><span class="badge ${closed > 0 && closed === profiles.length ? 'closed' : ''}">${countOf(closed)} of ${countOf(profiles.length)} closed</span></div>
</header>
<dl class="sums">
<div class="total"><dt>Total</dt><dd>${money(totalUsd)}<small>${countOf(count)} ${count === 1 ? 'entry' : 'entries'}</small></dd></div>
<div><dt>Profiles with costs</dt><dd>${countOf(profiles.length)}</dd></div>
</dl>
${profileTable(statement)}
${tables.map((table) => costTable(table, totalUsd, count))}
${unratedTable(unrated)}
${foot(madeAt, check)}`,
  );
}

const STATES = { running: 'month to date', over: 'not closed yet', closed: 'closed' } as const;

function profileTable({ profiles, totalUsd, count }: FleetStatement): Html {
  if (profiles.length === 0) return markup`<p class="none">Nobody spent anything in this month.</p>`;
  return markup`<section>
<h2>By profile</h2>
<table>
<thead><tr><th class="wide">Profile</th><th>Books</th><th class="n">Entries</th><th class="n">Amount</th></tr></thead>
<tbody>
${profiles.map(
  (
    one,
  ) => markup`<tr><td><a href="${one.statement}">${one.name ?? markup`<span class="id">${one.profileId}</span>`}</a></td><td>${STATES[one.state]}</td><td class="n">${countOf(one.count)}</td><td class="n">${money(one.amountUsd)}</td></tr>
`,
)}</tbody>
<tfoot><tr><td>Total</td><td></td><td class="n">${countOf(count)}</td><td class="n">${money(totalUsd)}</td></tr></tfoot>
</table>
</section>`;
}
