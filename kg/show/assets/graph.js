"use strict";
/* Draws the graph and fills the panel. Text from the data only ever becomes text nodes. */
(() => {
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  const byId = (id) => document.getElementById(id);
  const nodesById = new Map(data.nodes.map((node) => [node.id, node]));
  const edgesById = new Map(data.edges.map((edge) => [edge.id, edge]));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) { edgesOf.get(edge.from).push(edge); edgesOf.get(edge.to).push(edge); }
  const panelOf = (id) => data.panels[id];
  const kindOf = (id) => panelOf(id).kind;
  const roleNames = {
    presided: "主持 presided", attended: "出席 attended", satIn: "列席 sat in", issued: "提出 issued",
    issuedAt: "会上提出 issued at", holdsPost: "任职 office", convened: "召集 convened", together: "同场 together",
  };
  const kindNames = { person: "人物 People", meeting: "会议 Meetings", directive: "要求 Directives", organization: "机构 Organisations" };
  const kinds = Object.keys(kindNames);
  const shapes = {
    person: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", meeting: "M3 3h14v14H3z", directive: "M10 3 18 17H2z", organization: "M6 3h8l4 7-4 7H6l-4-7z",
  };

  /* ---- small builders ---- */
  function make(tag, classes, ...children) {
    const made = document.createElement(tag);
    if (classes) made.className = classes;
    made.append(...children.filter((child) => child !== "" && child !== null && child !== undefined));
    return made;
  }
  function sign(kind) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("class", `sign ${kind}`);
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shapes[kind]);
    svg.append(path);
    return svg;
  }
  function button(classes, action, ...children) {
    const made = make("button", classes, ...children);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }
  const dayOf = (id) => panelOf(id).day;
  function saidIn(id) {
    const panel = panelOf(id);
    const text = panel.parts[0] || panel.text;
    return [...text].length > 42 ? `${[...text].slice(0, 42).join("")}…` : text;
  }

  /* ---- the picture ---- */
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const fonts = { person: 20, meeting: 21, directive: 14, organization: 18 };
  const face = '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif';
  const hidden = new Set();
  const outside = new Set(); /* ids of edges, and of nodes left without any, that are not of the chosen time */
  let near = null; /* ids of nodes and edges beside what is selected; null where nothing is */

  const lineOf = (role) => ({
    presided: ["edge-strong", 4, false], attended: ["edge", 1.3, false], satIn: ["edge", 1.3, [5, 5]], issued: ["directive", 2, false],
    issuedAt: ["directive", 1.3, [2, 5]], holdsPost: ["organization", 2, false], convened: ["organization", 1.5, [8, 4]], together: ["edge", 1.2, false],
  })[role];
  function drawnNode(node) {
    const faded = near !== null && !near.has(node.id);
    const main = colour(node.community === undefined ? node.group : `c${node.community}`);
    return {
      id: node.id, label: node.label, shape: node.shape, size: node.size, x: node.x, y: node.y, hidden: hidden.has(node.group) || outside.has(node.id), opacity: faded ? 0.13 : 1,
      borderWidth: 1.5, borderWidthSelected: 4,
      color: { background: main, border: colour("paper"), highlight: { background: main, border: colour("ink") }, hover: { background: main, border: colour("ink") } },
      font: { face, size: fonts[node.group], color: faded ? "rgba(128,128,128,.25)" : colour("ink"), strokeWidth: 4, strokeColor: colour("paper"), vadjust: -2 },
    };
  }
  function drawnEdge(edge) {
    const [name, thin, dashes] = lineOf(edge.role);
    const width = edge.weight === undefined ? thin : Math.min(thin + 2.2 * Math.sqrt(edge.weight), 9);
    const faded = near !== null && !near.has(edge.id);
    const bend = Math.ceil(edge.bend / 2) * 0.18;
    return {
      id: edge.id, from: edge.from, to: edge.to, width: near !== null && !faded ? width + 1 : width, dashes, selectionWidth: 2, hoverWidth: 1,
      hidden: hidden.has(kindOf(edge.from)) || hidden.has(kindOf(edge.to)) || outside.has(edge.id),
      color: { color: colour(name), highlight: colour("ink"), hover: colour("ink"), opacity: faded ? 0.08 : 0.8 },
      smooth: edge.bend ? { enabled: true, type: edge.bend % 2 ? "curvedCW" : "curvedCCW", roundness: bend } : false,
      arrows: edge.role === "issued" ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
    };
  }
  const nodes = new vis.DataSet(data.nodes.map(drawnNode));
  const edges = new vis.DataSet(data.edges.map(drawnEdge));
  const canvas = byId("canvas");
  const network = new vis.Network(canvas, { nodes, edges }, {
    physics: false, autoResize: true, layout: { improvedLayout: false }, edges: { smooth: false },
    nodes: { scaling: { label: { drawThreshold: 7 } } },
    interaction: { hover: true, tooltipDelay: 1e9, hideEdgesOnDrag: data.edges.length > 1500, selectConnectedEdges: false, zoomSpeed: 0.6 },
  });
  function redraw() { nodes.update(data.nodes.map(drawnNode)); edges.update(data.edges.map(drawnEdge)); }
  function busiest() {
    return data.focus[0] || [...edgesOf.entries()].sort((a, b) => b[1].length - a[1].length)[0][0];
  }
  function overview() {
    network.fit({ animation: false, maxZoomLevel: 1.1 });
    const least = 0.42; /* below this, no label could be read: rather show a part */
    if (network.getScale() >= least) return;
    const node = nodesById.get(busiest());
    const [x, y] = [["x", canvas.clientWidth], ["y", canvas.clientHeight]].map(([axis, length]) => {
      const all = data.nodes.map((one) => one[axis]);
      const [low, high] = [Math.min(...all) - 60 + length / least / 2, Math.max(...all) + 60 - length / least / 2];
      return low > high ? (low + high) / 2 : Math.min(Math.max(node[axis], low), high);
    });
    network.moveTo({ position: { x, y }, scale: least, animation: false });
  }

  /* ---- the panel ---- */
  const details = byId("details");
  function fill(...children) {
    details.replaceChildren(button("close", () => select(null), "✕ 返回 Back"), ...children.filter(Boolean));
    details.hidden = false;
    byId("overview").hidden = true;
    byId("panel").scrollTop = 0;
  }
  function printed(text) {
    return text.split(/(\s+)/).map((part) => {
      if (!part.includes("\n")) return part;
      const mark = make("span", "break", "⏎");
      mark.title = "原版此处换行 the page breaks the line here";
      return mark;
    });
  }
  function evidence(fact) {
    const found = data.evidence[fact];
    if (!found) return make("p", "hint", "无原文 No evidence in the graph.");
    const box = make("div", "evidence");
    const source = found.articles.map((article) => [article.headline, article.published].filter(Boolean).join(" · ")).filter(Boolean).join(" / ");
    if (source) box.append(make("p", "source", source));
    for (const frame of found.frames) {
      const quote = make("blockquote", "");
      for (const [text, marked] of frame.pieces) quote.append(...(marked ? [make("mark", "", ...printed(text))] : printed(text)));
      box.append(quote, make("p", "source", `${frame.file} · ${frame.begin}–${frame.end}`));
    }
    if (found.rule) box.append(make("p", "source", `规则 Rule: ${found.rule}`));
    return box;
  }
  function heading(kind, text) { return make("h2", "", sign(kind), text); }
  function rows(list) {
    const made = make("dl", "");
    for (const [label, value] of list) made.append(make("dt", "", label), make("dd", "", value));
    return list.length ? made : null;
  }
  function other(edge, id) { return edge.from === id ? edge.to : edge.from; }
  function company(edge, id) {
    const end = other(edge, id);
    const open = button("item", () => select(end), sign(kindOf(end)), make("span", "name", panelOf(end).name), make("span", "aside", `${edge.times} 次 times`));
    return make("li", "", open, make("div", "under", button("show", () => select(edge.id), "同场的会议 shared events")));
  }
  function told({ name, day, facts }) {
    const proof = make("div", "");
    proof.hidden = true;
    const open = button("show", () => {
      if (!proof.firstChild) proof.append(...facts.map(evidence));
      proof.hidden = !proof.hidden;
      open.setAttribute("aria-expanded", String(!proof.hidden));
    }, "原句 sentence");
    open.setAttribute("aria-expanded", "false");
    return make("li", "", make("span", "source", day ? `${day} ` : ""), name, " ", open, proof);
  }
  function meetings(list) {
    return list && list.length ? [make("h3", "", `会议 Meetings (${list.length})`), make("ul", "offices", ...list.map((row) => told({ ...row, facts: [row.fact] })))] : [];
  }
  function line(edge, id) {
    if (edge.role === "together") return company(edge, id);
    const end = other(edge, id);
    const said = kindOf(end) === "directive" ? make("span", "said", saidIn(end)) : "";
    const told = [roleNames[edge.role], edge.position ? `№ ${edge.position}` : "", dayOf(end), edge.title, edge.venue].filter(Boolean).join(" · ");
    const open = button("item", () => select(end), sign(kindOf(end)), make("span", "name", panelOf(end).name, said));
    return make("li", "", open, make("div", "under", told, " ", button("show", () => select(edge.id), "原句 sentence")));
  }
  function connected(id) {
    const made = [];
    for (const kind of kinds) {
      const lines = edgesOf.get(id).filter((edge) => kindOf(other(edge, id)) === kind);
      lines.sort((a, b) => (b.weight || 0) - (a.weight || 0) || (a.position || 0) - (b.position || 0) || dayOf(other(a, id)).localeCompare(dayOf(other(b, id))));
      if (lines.length) made.push(make("h3", "", `${kindNames[kind]} (${lines.length})`), make("ul", "", ...lines.map((edge) => line(edge, id))));
    }
    const left = panelOf(id).undrawn;
    if (left) made.push(make("p", "hint", `另有 ${left} 条联系未画出。 ${left} more links are not drawn.`));
    return made;
  }
  function offices(list) {
    if (!list.length) return [];
    const items = list.map((office) => {
      const box = make("li", "");
      const told = [office.organization, office.attested].filter(Boolean).join(" · ");
      const proof = make("div", "");
      proof.hidden = true;
      const open = button("show", () => {
        if (!proof.firstChild) proof.append(...office.facts.map(evidence));
        proof.hidden = !proof.hidden;
        open.setAttribute("aria-expanded", String(!proof.hidden));
      }, "原句 sentence");
      open.setAttribute("aria-expanded", "false");
      box.append(make("strong", "", office.title), " ", open, make("span", "source", told ? ` ${told}` : ""), proof);
      return box;
    });
    return [make("h3", "", `职务 Offices (${list.length})`), make("ul", "offices", ...items)];
  }
  function showNode(id) {
    const panel = panelOf(id);
    const parts = panel.parts.length ? [make("h3", "", `分项 Instructions (${panel.parts.length})`), make("ol", "", ...panel.parts.map((part) => make("li", "", part)))] : [];
    const proof = data.evidence[id] ? [make("h3", "", "原文 Source"), evidence(id)] : [];
    const [sooner, later] = panel.kind === "directive" ? [proof, []] : [[], proof];
    fill(heading(panel.kind, panel.name), rows(panel.rows), ...offices(panel.offices), ...meetings(panel.meetings), ...sooner, ...parts, ...connected(id), ...later);
  }
  function showEdge(id) {
    const edge = edgesById.get(id);
    const ends = [edge.from, edge.to].map((end) => make("li", "", button("item", () => select(end), sign(kindOf(end)), make("span", "name", panelOf(end).name), make("span", "aside", dayOf(end)))));
    if (edge.shared) {
      const left = edge.times - edge.shared.length;
      const rest = left > 0 ? make("p", "hint", `另有 ${left} 场未列出。 ${left} more are not listed.`) : null;
      fill(make("h2", "", roleNames[edge.role]), make("ul", "", ...ends), make("h3", "", `同场的会议 Shared events (${edge.times})`), make("ul", "offices", ...edge.shared.map(told)), rest);
      return;
    }
    const printedFacts = [["次序 Place", edge.position ? String(edge.position) : ""], ["见报职务 Title as printed", edge.title || ""], ["会场 Venue", edge.venue || ""]].filter(([, value]) => value);
    fill(make("h2", "", roleNames[edge.role]), make("ul", "", ...ends), rows(printedFacts), make("h3", "", "原句 The sentence behind it"), evidence(edge.fact));
  }

  /* ---- selecting ---- */
  function select(id, { move = true, dim = true } = {}) {
    network.unselectAll();
    near = null;
    if (id === null) {
      details.hidden = true;
      byId("overview").hidden = false;
    } else if (nodesById.has(id)) {
      near = new Set([id, ...edgesOf.get(id).flatMap((edge) => [edge.id, edge.from, edge.to])]);
      showNode(id);
    } else {
      const edge = edgesById.get(id);
      near = new Set([id, edge.from, edge.to]);
      showEdge(id);
    }
    if (!dim) near = null;
    history.replaceState(null, "", id === null ? location.pathname + location.search : `#${encodeURIComponent(id)}`);
    redraw();
    if (id !== null && nodesById.has(id)) {
      network.selectNodes([id], false);
      if (move) network.moveTo({ position: { x: nodesById.get(id).x, y: nodesById.get(id).y }, scale: Math.max(network.getScale(), 0.6), animation: false });
    } else if (id !== null) {
      network.selectEdges([id]);
      if (move) uncover(edgesById.get(id));
    }
  }
  function uncover(edge) { /* move only where an end would be out of sight */
    const ends = [edge.from, edge.to];
    const out = ends.map((end) => network.canvasToDOM(nodesById.get(end))).some(({ x, y }) => x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight);
    if (out) network.fit({ nodes: ends, maxZoomLevel: Math.max(network.getScale(), 0.6), animation: false });
  }
  network.on("click", ({ nodes: hitNodes, edges: hitEdges }) => select(hitNodes[0] ?? hitEdges[0] ?? null, { move: false }));
  network.on("hoverNode", () => { canvas.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
  network.on("blurNode", () => { canvas.style.cursor = ""; });
  network.on("blurEdge", () => { canvas.style.cursor = ""; });

  /* ---- time ---- */
  const fullDay = (text) => (/^\d{4}-\d{2}-\d{2}/.exec(text || "") || [""])[0];
  const dayOfNode = (id) => fullDay(dayOf(id)) || (kindOf(id) === "directive" ? edgesOf.get(id).map((edge) => fullDay(dayOf(other(edge, id)))).find(Boolean) || "" : "");
  const daysOf = new Map(data.edges.map((edge) => [edge.id, (edge.days ?? [dayOfNode(edge.from) || dayOfNode(edge.to)]).filter(Boolean)]));
  function buckets() {
    const days = [...daysOf.values()].flat().sort();
    if (!days.length) return [];
    const [first, last] = [days[0], days[days.length - 1]].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1);
    const step = last - first > 120 ? 12 : 1;
    const made = [];
    for (let month = step === 12 ? first - (first % 12) : first; month <= last; month += step) {
      made.push(step === 12 ? String(month / 12) : `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`);
    }
    return made;
  }
  const spans = buckets();
  const [since, until] = ["since", "until"].map(byId);
  function timed() {
    const [from, to] = [since, until].map((input) => Number(input.value)).sort((a, b) => a - b);
    const whole = from === 0 && to === spans.length - 1;
    outside.clear();
    if (!whole) {
      const within = new Set(spans.slice(from, to + 1));
      const length = spans[0].length;
      for (const edge of data.edges) if (!daysOf.get(edge.id).some((day) => within.has(day.slice(0, length)))) outside.add(edge.id);
      for (const { id } of data.nodes) if (edgesOf.get(id).every((edge) => outside.has(edge.id))) outside.add(id);
    }
    byId("span").textContent = from === to ? spans[from] : `${spans[from]} – ${spans[to]}`;
    for (const [place, bar] of [...byId("bars").children].entries()) bar.classList.toggle("off", place < from || place > to);
    redraw();
  }
  if (spans.length > 1) {
    const counts = spans.map((span) => [...daysOf.values()].flat().filter((day) => day.startsWith(span)).length);
    const most = Math.max(...counts);
    byId("bars").append(...counts.map((count, place) => {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = count ? Math.max((count / most) * 38, 2) : 0;
      for (const [name, value] of [["x", (place / spans.length) * 100], ["width", 92 / spans.length], ["y", 40 - height], ["height", height]]) bar.setAttribute(name, value);
      return bar;
    }));
    for (const input of [since, until]) { input.max = spans.length - 1; input.addEventListener("input", timed); }
    until.value = spans.length - 1;
    byId("time").hidden = false;
    timed();
  }

  /* ---- taking it away: a picture, a table; an address that shows the same ---- */
  function save(name, url) {
    const link = make("a", "");
    link.href = url;
    link.download = name;
    link.click();
  }
  byId("png").addEventListener("click", () => save("yaowen.png", canvas.querySelector("canvas").toDataURL("image/png")));
  byId("csv").addEventListener("click", () => {
    const harmless = (text) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
    const cell = (text) => `"${harmless(String(text)).replaceAll('"', '""')}"`;
    const shown = data.edges.filter((edge) => !outside.has(edge.id));
    const table = shown.map((edge) => [panelOf(edge.from).name, roleNames[edge.role], panelOf(edge.to).name, edge.times ?? "", (daysOf.get(edge.id)[0] ?? "")]);
    const text = [["source", "relation", "target", "times", "day"], ...table].map((row) => row.map(cell).join(",")).join("\r\n");
    save("yaowen.csv", `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${text}`)}`);
  });

  /* ---- list, search, legend, keys ---- */
  const texts = new Map(data.nodes.map(({ id }) => {
    const panel = panelOf(id);
    return [id, [panel.name, panel.spelled, panel.text, ...panel.rows.map((row) => row[1]), ...panel.parts, ...panel.offices.map((office) => office.title)].join("\n").toLocaleLowerCase()];
  }));
  function list(wanted) {
    const made = [];
    for (const kind of kinds) {
      const found = data.nodes.filter(({ id, group }) => group === kind && texts.get(id).includes(wanted));
      found.sort((a, b) => edgesOf.get(b.id).length - edgesOf.get(a.id).length || (a.id < b.id ? -1 : 1));
      if (!found.length) continue;
      const items = found.map(({ id }) => {
        const name = make("span", "name", panelOf(id).name, kind === "directive" ? make("span", "said", saidIn(id)) : "");
        return make("li", "", button("item", () => select(id), sign(kind), name, make("span", "aside", dayOf(id) || String(edgesOf.get(id).length))));
      });
      made.push(make("h3", "", `${kindNames[kind]} (${found.length})`), make("ul", "", ...items));
    }
    byId("index").replaceChildren(...(made.length ? made : [make("p", "hint", "没有找到。Nothing found.")]));
  }
  const search = byId("search");
  search.addEventListener("input", () => {
    if (!details.hidden) select(null);
    list(search.value.trim().toLocaleLowerCase());
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") byId("index").querySelector("button")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") select(null);
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
    if (["ArrowDown", "ArrowUp"].includes(event.key) && document.activeElement !== canvas) step(event);
  });
  function step(event) {
    const stops = [search, ...byId("panel").querySelectorAll("button")].filter((stop) => stop.offsetParent !== null);
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
  }
  function zoom(factor) { network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 6), animation: false }); }
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
    if (steps[event.key]) {
      const { x, y } = network.getViewPosition();
      const [dx, dy] = steps[event.key].map((way) => way / network.getScale());
      network.moveTo({ position: { x: x + dx, y: y + dy }, animation: false });
      event.preventDefault();
    } else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") network.fit({ animation: false });
  });
  byId("nearer").addEventListener("click", () => zoom(1.35));
  byId("farther").addEventListener("click", () => zoom(1 / 1.35));
  byId("all").addEventListener("click", () => network.fit({ animation: false }));
  for (const toggle of document.querySelectorAll(".toggle")) {
    toggle.addEventListener("click", () => {
      const { kind } = toggle.dataset;
      const show = hidden.delete(kind);
      if (!show) hidden.add(kind);
      toggle.setAttribute("aria-pressed", String(show));
      redraw();
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  list("");
  overview();
  if (data.focus.length === 1) select(data.focus[0], { move: false, dim: false });
  const asked = decodeURIComponent(location.hash.slice(1));
  if (nodesById.has(asked) || edgesById.has(asked)) select(asked);
  window.yaowen = Object.freeze({ network, select });
})();
