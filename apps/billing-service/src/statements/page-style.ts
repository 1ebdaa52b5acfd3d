import { createHash } from 'node:crypto';

const STEPS = 20;
/** The widths of bars, in twentieths: `w1` to `w20`. */
const WIDTHS = Array.from(
  { length: STEPS },
  (_, step) => `.w${step + 1} { width: ${(step + 1) * (100 / STEPS)}%; }`,
).join(' ');

/** For the screen and for A4 paper, where rows are not torn apart and the heads of tables come again on each page. */
export const PAGE_STYLE = `
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #667085; } }
:root { --ink: #101828; --soft: #667085; --line: #e4e7ec; --tint: #f6f7f9; --bar: #c7d7fe; --mark: #3538cd; --warn: #b54708; --warn-tint: #fffaeb; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef0f3; color: var(--ink); font: 14px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 860px; margin: 32px auto; padding: 48px 56px; background: #fff; border-radius: 12px; box-shadow: 0 1px 3px rgb(16 24 40 / .12); }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 24px; padding-bottom: 20px; border-bottom: 2px solid var(--ink); }
.brand { font-size: 12px; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); }
h1 { margin: 2px 0 0; font-size: 28px; line-height: 1.2; letter-spacing: -.01em; }
.name { margin: 6px 0 0; font-size: 17px; font-weight: 600; }
.who { margin: 6px 0 0; color: var(--soft); font: 12px ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.badge { display: inline-block; margin-bottom: 6px; padding: 3px 10px; border-radius: 999px; font-size: 12px; font-weight: 600; white-space: nowrap; background: var(--tint); border: 1px solid var(--line); }
.badge.closed { color: #fff; background: var(--ink); border-color: var(--ink); }
.badge.over { color: var(--warn); background: var(--warn-tint); border-color: #fedf89; }
.right { text-align: right; color: var(--soft); font-size: 12px; }
.sums { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px; margin: 24px 0 8px; }
.sums dt { color: var(--soft); font-size: 12px; }
.sums dd { margin: 2px 0 0; font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.sums .total dd { font-size: 28px; line-height: 1.2; letter-spacing: -.01em; }
.sums small { display: block; margin-top: 2px; font-size: 12px; font-weight: 400; color: var(--soft); white-space: normal; letter-spacing: 0; }
.gauge { height: 6px; margin: 8px 0 0; border-radius: 3px; background: var(--line); overflow: hidden; }
.gauge i { display: block; height: 100%; background: var(--mark); }
.gauge.full i { background: #d92d20; }
h2 { margin: 32px 0 8px; font-size: 15px; }
h2 + p { margin: -4px 0 8px; color: var(--soft); font-size: 13px; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 8px; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th { font-size: 12px; font-weight: 500; color: var(--soft); border-bottom-color: var(--soft); }
td:first-child, th:first-child { padding-left: 0; overflow-wrap: anywhere; }
td:last-child, th:last-child { padding-right: 0; }
th.n { width: 17%; } th.n:last-child { width: 20%; }
.id { font: 11px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
th.wide { width: 46%; }
.n { text-align: right; white-space: nowrap; }
.share { width: 20%; }
.share i { display: block; height: 8px; border-radius: 2px; background: var(--bar); -webkit-print-color-adjust: exact; print-color-adjust: exact; }
tfoot td { font-weight: 600; border-bottom: 0; border-top: 1px solid var(--ink); }
.sub { color: #98a2b3; font-weight: 400; font-size: .85em; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 3px; }
a:hover { color: var(--mark); }
.note { margin: 12px 0 0; padding: 10px 14px; border-left: 3px solid #f79009; background: var(--warn-tint); }
.none { color: var(--soft); }
${WIDTHS}
footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--soft); font-size: 12px; }
@media (max-width: 640px) { main { margin: 0; padding: 24px 20px; border-radius: 0; } .sums { grid-template-columns: 1fr; gap: 14px; } .share { display: none; } }
@media print { body { background: none; font-size: 10pt; } main { max-width: none; margin: 0; padding: 0; box-shadow: none; border-radius: 0; } a { text-decoration: none; } thead { display: table-header-group; } tfoot { display: table-row-group; } tr, .note, .sums { break-inside: avoid; } h2 { break-after: avoid; } h2 + p { break-after: avoid; } .badge, .gauge, .gauge i, .note { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`;

/** The page has its style with it and nothing else: no script, no picture, no address it would ask. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
