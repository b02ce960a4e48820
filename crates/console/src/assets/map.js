// The map moves: figures and states come as events, once a second; the drawing is fetched anew only when parts have
// come or gone.
const map = document.querySelector("#drawing");
const said = document.querySelector("#troubles");
const link = document.querySelector("#link");
let drawn = map.dataset.drawn;

const show = (part, known) => {
  for (const shape of map.querySelectorAll(`[data-id="${CSS.escape(part.id)}"]`)) {
    shape.setAttribute("class", `${known} ${part.state}`);
    for (const words of ["said", "also"]) {
      const text = shape.querySelector("." + words);
      if (text && text.textContent !== part[words]) text.textContent = part[words];
    }
    const title = shape.querySelector("title");
    if (title && title.textContent !== part.why) title.textContent = part.why;
  }
};

const draw = async (news) => {
  if (news.drawn !== drawn) {
    const answer = await fetch("/_pumphouse/map/drawing");
    if (!answer.ok) return;
    map.innerHTML = await answer.text();
    drawn = news.drawn;
  }
  for (const node of news.nodes) show(node, "node");
  for (const arrow of news.arrows) show(arrow, "arrow");
  if (said.innerHTML !== news.troubles) said.innerHTML = news.troubles;
};

const events = new EventSource("/_pumphouse/map/live");
events.onmessage = (message) => { link.textContent = "live"; draw(JSON.parse(message.data)); };
events.onerror = () => { link.textContent = "no answer from the server, trying again"; };
addEventListener("pagehide", () => events.close());
