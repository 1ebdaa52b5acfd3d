/** Light and dark by what the reader's system asks for. Each organisation sets its own \`--hue\`. */
export const FEED_STYLE = `
:root { color-scheme: light dark; --back: #f4f4f6; --card: #fff; --ink: #1b1c20; --soft: #63666e; --line: #dcdee3; --tint: 92%; --deep: 32%; }
@media (prefers-color-scheme: dark) {
  :root { --back: #101114; --card: #1a1c21; --ink: #ececef; --soft: #9a9da6; --line: #2d3038; --tint: 17%; --deep: 76%; }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; padding: 1.5rem; transition: opacity .3s; }
body.stale { opacity: .5; }
header { max-width: 60rem; margin-bottom: 1.25rem; }
h1 { font-size: 1.35rem; letter-spacing: -.01em; }
header p, small, .facts, .older, .waiting { color: var(--soft); }
main { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(20rem, 1fr); gap: 1.25rem; overflow-x: auto; align-items: start; padding-bottom: 1rem; }
.organisation { background: hsl(var(--hue) 55% var(--tint)); border-top: 6px solid hsl(var(--hue) 70% 48%); border-radius: 12px; padding: 1rem; }
h2 { font-size: 1.2rem; color: hsl(var(--hue) 65% var(--deep)); overflow-wrap: anywhere; }
.summary { font-size: .85rem; margin-bottom: .5rem; }
.right { color: hsl(var(--hue) 50% var(--deep)); }
.right::before { content: "✓ "; }
.account { margin-top: 1rem; }
h3 { font-size: .95rem; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-bottom: .5rem; overflow-wrap: anywhere; }
h3 small { font-weight: 400; }
.picture { width: 1.5rem; height: 1.5rem; border-radius: 50%; }
.landed { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; }
.landed:empty::after { content: "nothing landed yet"; color: var(--soft); font-size: .85rem; }
.card { background: var(--card); border: 1px solid var(--line); border-left: 4px solid hsl(var(--hue) 70% 48%); border-radius: 10px; overflow: hidden; }
.card:target { outline: 3px solid hsl(var(--hue) 70% 48%); }
.card.alarm { border: 3px solid #d92020; }
.card video, .card img { display: block; width: 100%; max-height: 20rem; background: #000; object-fit: contain; }
.card .text { padding: .6rem .8rem; }
.no-media { padding: .5rem .8rem; font-size: .75rem; color: var(--soft); border-bottom: 1px dashed var(--line); }
.caption { white-space: pre-line; overflow-wrap: anywhere; }
.card .caption { display: -webkit-box; -webkit-line-clamp: 6; -webkit-box-orient: vertical; overflow: hidden; }
.facts { font-size: .8rem; margin-top: .35rem; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.wrong { display: inline-block; background: #d92020; color: #fff; font-weight: 700; border-radius: 6px; padding: .1rem .5rem; }
.card .wrong { font-size: 1.15rem; margin-bottom: .4rem; }
.badge { font-size: .7rem; border-radius: 99px; padding: .05rem .5rem; border: 1px solid currentColor; color: var(--soft); }
.badge.published { color: hsl(145 60% 38%); }
.badge.error { color: #d92020; }
.badge.queue { color: hsl(35 90% 42%); }
.waiting { list-style: none; padding: 0; margin-top: .4rem; font-size: .78rem; }
.waiting li { padding: .2rem 0; border-top: 1px dashed var(--line); }
.waiting .text { display: flex; gap: .5rem; align-items: baseline; }
.waiting time { flex: none; }
.waiting .caption { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
`;
