/**
 * Keeps the page fresh: asks for the revision every second and a half and, when it changed, fetches the page and takes
 * over what differs, card by card. A video that is there stays where it is, so that it goes on playing.
 */
export const FEED_SCRIPT = `
(() => {
  const keyed = (list) => new Map([...list.children].map((child) => [child.dataset.key, child]));
  const sameText = (now, then) => {
    const [a, b] = [now.querySelector('.text'), then.querySelector('.text')];
    if (a && b && a.innerHTML !== b.innerHTML) a.innerHTML = b.innerHTML;
    if (now.className !== then.className) now.className = then.className;
    if (now.id !== then.id) now.id = then.id;
  };
  const mergeList = (now, then) => {
    const present = keyed(now);
    const wanted = keyed(then);
    for (const [key, child] of present) if (!wanted.has(key)) child.remove();
    let after = null;
    for (const [key, child] of wanted) {
      const known = present.get(key);
      if (known) sameText(known, child);
      else after ? after.after(child) : now.prepend(child);
      after = known ?? child;
    }
  };
  const merge = (then) => {
    const shape = (page) => [...page.querySelectorAll('[data-account], .organisation')].map((e) => e.id + e.dataset.account).join();
    if (shape(document) !== shape(then)) return location.reload();
    const pairs = (selector) => {
      const fresh = [...then.querySelectorAll(selector)];
      return [...document.querySelectorAll(selector)].map((element, index) => [element, fresh[index]]);
    };
    for (const [now, fresh] of pairs('.list')) mergeList(now, fresh);
    for (const [now, fresh] of pairs('.summary')) sameText(now, fresh);
    document.body.dataset.revision = then.body.dataset.revision;
  };
  const look = async () => {
    try {
      const { revision } = await (await fetch('/sandbox/feed.json', { cache: 'no-store' })).json();
      if (revision !== document.body.dataset.revision) {
        const text = await (await fetch('/', { cache: 'no-store' })).text();
        // The style is here already, and the one of another answer would only be blocked, loudly.
        merge(new DOMParser().parseFromString(text.replace(/<style.*?<\\/style>/s, ''), 'text/html'));
      }
      document.body.classList.remove('stale');
    } catch { document.body.classList.add('stale'); }
    setTimeout(look, 1500);
  };
  look();
})();
`;
