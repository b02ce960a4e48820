// Live views: what comes, newest first. The server chooses and counts; here it is only shown, as text.
const ENTRIES_MAX = 200;

const make = (name, kind, text) => {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  if (text !== undefined) element.textContent = text;
  return element;
};

const entry = (one) => {
  const item = make("li");
  const head = make("p", "what");
  for (const word of one.head) head.append(make("span", "", word));
  head.append(make("span", "tag idle", one.kind));
  item.append(head);
  if (one.changes.length) {
    const list = make("dl", "changes");
    for (const [name, before, after] of one.changes) {
      const value = make("dd");
      if (before) value.append(make("del", "", before));
      if (before && after) value.append(" → ");
      if (after) value.append(make("ins", "", after));
      list.append(make("dt", "", name), value);
    }
    item.append(list);
  }
  if (one.text) item.append(make("pre", "", one.text));
  return item;
};

const follow = (part) => {
  const link = part.querySelector(".link");
  const list = part.querySelector(".live");
  const pause = part.querySelector(".pause");
  const fields = part.querySelectorAll("input, select");
  let events = null;
  let seen = 0;
  let unshown = 0;

  const say = (text) => { if (link.textContent !== text) link.textContent = text; };
  const stop = () => { events?.close(); events = null; };
  const take = (news) => {
    if (news.fault) { say(news.fault); return; }
    seen += news.seen;
    unshown += news.unshown;
    for (const one of news.entries) list.prepend(entry(one));
    while (list.children.length > ENTRIES_MAX) list.lastChild.remove();
    const passed = news.skipped || unshown ? `, more than are shown` : "";
    say(seen ? `live: ${seen} came${passed}` : "live: nothing has come yet");
  };
  const start = () => {
    stop();
    const wanted = new URLSearchParams();
    for (const field of fields) if (field.value) wanted.set(field.name, field.value);
    events = new EventSource(`${part.dataset.live}?${wanted}`);
    events.onmessage = (message) => take(JSON.parse(message.data));
    events.onerror = () => say("no answer from the server, trying again");
  };

  let waiting = 0;
  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        list.replaceChildren();
        seen = unshown = 0;
        if (events) start();
      }, 300);
    });
  }
  pause?.addEventListener("click", () => {
    const isLive = events !== null;
    pause.textContent = isLive ? "Go on" : "Pause";
    if (isLive) { stop(); say("paused; what comes now is not shown"); } else start();
  });
  part.querySelector(".clear")?.addEventListener("click", () => { list.replaceChildren(); seen = unshown = 0; });
  addEventListener("pagehide", stop);
  start();
};

for (const part of document.querySelectorAll("[data-live]")) follow(part);
