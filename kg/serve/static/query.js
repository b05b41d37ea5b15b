"use strict";
// The workbench: YASGUI on this server's endpoint, with the graph's own words to choose from and the library's queries as examples.
(() => {
  const prefixes = JSON.parse(document.getElementById("yasgui").dataset.prefixes);
  const first = "PREFIX kg: <" + prefixes.kg + ">\nPREFIX rdfs: <" + prefixes.rdfs + ">\n\nSELECT ?person ?event WHERE {\n  ?who kg:attended ?at ; rdfs:label ?person .\n  ?at rdfs:label ?event .\n}\nLIMIT 20\n";
  const words = (type) => ({
    name: "graph-" + type,
    persistenceId: null,
    bulk: true,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      if (token.string.startsWith("?") || token.string.startsWith('"')) return false;
      const predicate = token.state.possibleCurrent.includes("a");
      return type === "property" ? predicate : token.state.lastProperty === "a" || token.state.lastProperty === "rdf:type";
    },
    preProcessToken: (yasqe, token) => window.Yasgui.Yasqe.Autocompleters?.property?.preProcessToken?.(yasqe, token) ?? token,
    postProcessSuggestion: (yasqe, token, suggestion) => shortened(suggestion),
    get: async () => {
      const query = type === "property"
        ? "SELECT DISTINCT ?x { ?x a ?t . VALUES ?t { owl:ObjectProperty owl:DatatypeProperty rdf:Property } } ORDER BY ?x"
        : "SELECT DISTINCT ?x { ?x a owl:Class } ORDER BY ?x";
      const answer = await fetch("/sparql?query=" + encodeURIComponent(query), { headers: { Accept: "application/sparql-results+json" } });
      return (await answer.json()).results.bindings.map((row) => row.x.value);
    },
  });
  function shortened(iri) {
    const [prefix, namespace] = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace)) ?? [];
    return prefix ? prefix + ":" + iri.slice(namespace.length) : "<" + iri + ">";
  }
  const { Yasgui } = window;
  Yasgui.Yasqe.defaults.autocompleters = ["variables", "graph-class", "graph-property"];
  Yasgui.Yasqe.defaults.createShareableLink = null;
  Yasgui.Yasqe.forkAutocompleter?.("class", words("class"));
  Yasgui.Yasqe.registerAutocompleter?.(words("class"));
  Yasgui.Yasqe.registerAutocompleter?.(words("property"));
  const endpoint = new URL("/sparql", location.href).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "GET" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: { value: first },
    yasr: { prefixes },
    populateFromUrl: true,
    autofocus: false,
  });
  // What the editor leaves out for those who cannot see it.
  const name = () => {
    for (const area of document.querySelectorAll(".CodeMirror textarea")) area.setAttribute("aria-label", "SPARQL");
    for (const list of document.querySelectorAll(".tabsList[role]")) list.removeAttribute("role");
    for (const tab of document.querySelectorAll(".tabsList [role=tab]")) {
      tab.removeAttribute("role");
      tab.removeAttribute("aria-selected");
    }
  };
  name();
  new MutationObserver(name).observe(document.getElementById("yasgui"), { childList: true, subtree: true });
  document.getElementById("example").addEventListener("change", (event) => {
    if (event.target.value) yasgui.getTab().setQuery(event.target.value);
  });
})();
