/// The looks of an exported page: for the screen in light and dark, and for paper.
enum PageStyle {
  /// The style sheet; no rule of it loads anything.
  static let css = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --raised: #f6f7f9; --ink: #1c2330; --soft: #5b6575; --rule: #dfe3e8;
      --accent: #1f5fbf; --tint: #e9f0fb; --alarm: #b3261e; --usual: #cfe6d4; --usual-ink: #2c6b3b;
      --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14181f; --raised: #1c222b; --ink: #e4e8ee; --soft: #9aa5b4; --rule: #313944;
        --accent: #7fb0ff; --tint: #1d2a3f; --alarm: #ff8a80; --usual: #20402a; --usual-ink: #8fd3a0;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
      overflow-wrap: break-word;
    }
    header, main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 2.5rem; }
    h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .75rem; letter-spacing: -.01em; }
    h2 {
      font-size: 1.2rem; margin: 2.75rem 0 .75rem; padding-bottom: .3rem;
      border-bottom: 1px solid var(--rule);
    }
    h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
    h4, h5, h6 { font-size: .95rem; margin: 1.1rem 0 .3rem; }
    p, ul, ol, pre, blockquote, figure { margin: .5rem 0 .75rem; }
    ul, ol { padding-left: 1.4rem; }
    li { margin: .25rem 0; }
    a { color: var(--accent); }
    code, pre { font-family: var(--mono); font-size: .86em; }
    code {
      background: var(--raised); border-radius: 4px; padding: .1em .3em;
      -webkit-box-decoration-break: clone; box-decoration-break: clone;
    }
    pre {
      background: var(--raised); border: 1px solid var(--rule); border-radius: 6px;
      padding: .75rem .9rem; overflow-x: auto; line-height: 1.45;
    }
    pre code { background: none; padding: 0; font-size: 1em; }
    table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule); }
    .number { text-align: right; }
    .wide { overflow-x: auto; }
    blockquote { border-left: 3px solid var(--rule); padding-left: .9rem; margin-left: 0; }
    hr { border: 0; border-top: 1px solid var(--rule); }
    .facts {
      display: flex; flex-wrap: wrap; gap: .1rem 2rem; list-style: none; margin: 0; padding: 0;
      color: var(--soft); font-size: .88rem;
    }
    .facts li { margin: 0; }
    .facts span { color: var(--ink); }
    nav { margin: 1.25rem 0 0; font-size: .9rem; }
    nav a { margin-right: 1rem; text-decoration: none; white-space: nowrap; }
    nav a:hover { text-decoration: underline; }
    #summary {
      background: var(--tint); border-left: 4px solid var(--accent); border-radius: 0 8px 8px 0;
      padding: .9rem 1.2rem; margin-top: 1.75rem; font-size: 1.06rem;
    }
    #summary h2 {
      margin: 0 0 .3rem; padding: 0; border: 0; font-size: .8rem; letter-spacing: .06em;
      text-transform: uppercase; color: var(--soft);
    }
    #summary p:last-child { margin-bottom: 0; }
    #summary code { background: var(--paper); }
    a.mark { text-decoration: none; font-size: .85em; font-variant-numeric: tabular-nums; }
    a.mark:hover { text-decoration: underline; }
    ol.timeline { list-style: none; padding: 0; margin: 1rem 0; display: grid; grid-template-columns: max-content 1fr; column-gap: .5rem; }
    ol.timeline li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; margin: 0; padding: .3rem 0; }
    ol.timeline li > div { border-left: 2px solid var(--rule); padding-left: .9rem; min-width: 0; }
    ol.timeline .when { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--soft); }
    figure { margin: 1rem 0 1.5rem; }
    figcaption { font-size: .9rem; margin-bottom: .4rem; }
    .plot { overflow-x: auto; }
    svg.chart { display: block; width: 100%; min-width: 34rem; height: auto; font-size: 12px; }
    .chart text { fill: var(--soft); font-family: system-ui, "DejaVu Sans", sans-serif; }
    .chart .lane { fill: var(--ink); }
    .chart .grid { stroke: var(--rule); }
    .chart .axis, .chart .tick { stroke: var(--soft); }
    .chart .line { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
    .chart .bars, .chart .spell { fill: var(--accent); }
    .chart .band { fill: var(--usual); }
    .chart .band-name { fill: var(--usual-ink); }
    .chart .onset { stroke: var(--alarm); stroke-width: 1.5; stroke-dasharray: 4 3; }
    .chart .onset-name { fill: var(--alarm); font-weight: 600; }
    details { border: 1px solid var(--rule); border-radius: 6px; margin: .5rem 0; }
    details > summary { cursor: pointer; padding: .5rem .8rem; }
    details > .inside { padding: 0 .9rem .4rem; }
    details .where { display: block; color: var(--soft); font-size: .88rem; }
    figure details { border: 0; margin: .2rem 0; font-size: .88rem; }
    figure details > summary { padding: 0; color: var(--soft); }
    .lines { white-space: pre-wrap; }
    .lines .cited { display: block; background: var(--tint); box-shadow: inset 3px 0 var(--accent); margin: 0 -.9rem; padding: 0 .9rem; }
    .inside:target { outline: 2px solid var(--accent); outline-offset: 4px; border-radius: 4px; }
    article { border-top: 1px solid var(--rule); padding-top: .6rem; margin-top: 1.5rem; }
    article:first-of-type { border-top: 0; padding-top: 0; margin-top: 0; }
    .asked { color: var(--soft); font-size: .85rem; margin: 0 0 .2rem; }
    .question {
      background: var(--raised); border-radius: 8px; padding: .55rem .9rem; font-weight: 600;
      white-space: pre-wrap; margin: 0 0 .5rem; max-height: 24rem; overflow: auto;
    }
    footer { color: var(--soft); font-size: .85rem; margin-top: 3rem; padding-bottom: 2.5rem; }
    @media (max-width: 34rem) {
      ol.timeline { grid-template-columns: 1fr; }
    }
    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --raised: #f6f7f9; --ink: #000000; --soft: #444444; --rule: #cccccc;
        --accent: #1f5fbf; --tint: #eef3fb; --alarm: #b3261e; --usual: #cfe6d4; --usual-ink: #2c6b3b;
      }
      @page { margin: 18mm 16mm; }
      body { font-size: 10pt; }
      header, main, footer { max-width: none; padding: 0; }
      nav { display: none; }
      h2, h3, h4, figcaption, .asked, .question { break-after: avoid; }
      figure, li, tr, blockquote, #summary { break-inside: avoid; }
      /* Long entries begin where they are named, and go on overleaf. */
      summary { break-after: avoid; }
      pre { orphans: 3; widows: 3; white-space: pre-wrap; overflow: visible; }
      .question { max-height: none; overflow: visible; }
      .plot, .wide { overflow: visible; }
      svg.chart { min-width: 0; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      /* What is folded is printed too, where the browser can; tables of a chart's values are not. */
      details:not(.values)::details-content { content-visibility: visible; block-size: auto; }
      details > summary { list-style: none; }
      .values { display: none; }
    }
    """
}
