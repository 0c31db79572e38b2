namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>
/// The looks of the page. Dark colours are for screens only: paper is white. The page is XML too, so that a style has no
/// &lt; and no ampersand in it.
/// </summary>
internal static class PageStyle
{
    /// <summary>Colours and text.</summary>
    public const string Layout = """
        :root {
          color-scheme: light dark;
          --page: #f4f5f8; --card: #ffffff; --ink: #1b2430; --muted: #556170; --rule: #d9dee6; --grid: #e6e9ef; --link: #1d5fae;
          --r0: #d5e7f8; --r1: #abcae8; --r2: #83add8; --r3: #5d8fc8; --r4: #3972b8; --r5: #1a54a2; --r6: #043785;
          --w0: #fae4c7; --w1: #e9c49c; --w2: #d9a273; --w3: #c9804b; --w4: #b85c24; --w5: #a13a01; --w6: #821e00;
          --c0: #1f6fc4; --c1: #c4541a; --c2: #18825c; --c3: #9a4fb5; --c4: #8a6a00; --c5: #b8326c;
          --on3: var(--ink); --invert: none;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #11151b; --card: #1a1f27; --ink: #e7ebf1; --muted: #a0abba; --rule: #323a46; --grid: #2a313c; --link: #7db7f5;
            --r0: #22334c; --r1: #354e6d; --r2: #486a8f; --r3: #5b87b3; --r4: #6ea6d7; --r5: #84c7fa; --r6: #bfe4ff;
            --w0: #4f2a1d; --w1: #704129; --w2: #915934; --w3: #b3743e; --w4: #d49147; --w5: #f2b157; --w6: #fed898;
            --c0: #6fb1f5; --c1: #f0955a; --c2: #58c79b; --c3: #cf9be3; --c4: #d8b64a; --c5: #f08bb4;
            --on3: var(--card); --invert: invert(1);
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto,
          "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 1160px; margin: 0 auto; padding: 32px 20px 64px; }
        h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { margin: 0 0 16px; font-size: 20px; line-height: 1.3; }
        p { margin: 0 0 12px; }
        small, .note, .lead { color: var(--muted); }
        small { font-size: 12px; }
        .note { font-size: 13px; }
        svg + .note { margin-top: 12px; }
        .lead { margin: 6px 0 0; font-size: 16px; }
        a { color: var(--link); }
        nav { margin-top: 18px; }
        nav a { display: inline-block; margin-right: 14px; }
        section { margin-top: 24px; padding: 22px 24px; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
        section[aria-label] { padding: 0; background: none; border: 0; }
        dl, dd, ul, figure { margin: 0; padding: 0; }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 4px 28px;
          margin-top: 18px; font-size: 14px; }
        .facts div { display: flex; gap: 10px; padding: 4px 0; border-bottom: 1px solid var(--rule); }
        .facts dt { flex: 0 0 auto; max-width: 50%; color: var(--muted); overflow-wrap: anywhere; }
        .facts dd { margin-left: auto; min-width: 0; text-align: right; overflow-wrap: anywhere; }
        .tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; }
        .tiles div { padding: 14px 16px; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
        .tiles dt { font-size: 13px; color: var(--muted); }
        .tiles b { display: block; font-size: 26px; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
        .tiles small { display: block; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(430px, 100%), 1fr)); gap: 28px; align-items: start; }
        .beside { display: grid; grid-template-columns: minmax(0, 1fr) minmax(260px, 320px); gap: 32px; align-items: start; }
        .scroll { overflow-x: auto; }
        figcaption, caption { margin-bottom: 8px; padding: 0; text-align: left; font-size: 14px; font-weight: 600;
          overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; font-size: 13.5px; }
        section > .scroll > table, section > table { width: auto; min-width: 50%; }
        .beside table th, .beside table td { padding: 4px 8px; }
        .scroll + .scroll { margin-top: 24px; }
        .columns { margin-top: 28px; }
        th, td { padding: 4px 10px; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: baseline;
          font-weight: 400; overflow-wrap: anywhere; }
        thead th { color: var(--muted); font-size: 12.5px; overflow-wrap: normal; }
        tbody th { font-weight: 650; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
        thead .n { white-space: normal; }
        .n + td:not(.n), .n + th:not(.n) { padding-left: 24px; }
        .answer { display: inline-block; margin-right: 14px; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 8px; font-size: 13px; list-style: none; }
        .legend svg { display: inline-block; width: auto; height: 10px; vertical-align: -0.5px; }
        .legend .line { stroke-width: 2.5; }
        .scale { margin-top: 14px; font-size: 12.5px; color: var(--muted); }
        .scale p { margin: 0 0 6px; }
        .scale p > span { display: flex; flex-wrap: wrap; gap: 2px 12px; margin-top: 2px; }
        .swatch { white-space: nowrap; }
        .swatch svg { display: inline-block; width: 14px; height: 14px; margin-right: 4px; vertical-align: -2px; }
        .mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(96px, 1fr)); gap: 18px 12px; list-style: none; }
        .mistakes li { min-width: 0; text-align: center; line-height: 1.35; overflow-wrap: anywhere; }
        .mistakes img { display: block; width: 84px; height: 84px; margin: 0 auto 4px; object-fit: contain;
          background: #ffffff; border: 1px solid #d9dee6; border-radius: 4px; image-rendering: pixelated; filter: var(--invert); }
        .mistakes span, .mistakes small { display: block; }

        """;

    /// <summary>What is drawn.</summary>
    public const string Charts = """
        svg { display: block; height: auto; overflow: visible; }
        svg[role="img"]:not(.map) { width: 100%; }
        .map { max-width: 100%; }
        svg.map.large { min-width: 560px; }
        svg.bars { min-width: 680px; }
        svg text { font-size: 12px; fill: var(--muted); font-variant-numeric: tabular-nums; }
        svg .mid { text-anchor: middle; }
        svg .end { text-anchor: end; }
        svg .name { fill: var(--ink); font-weight: 600; }
        svg .small { font-size: 10px; }
        .grid { stroke: var(--grid); fill: none; }
        .axis { stroke: var(--muted); fill: none; }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .dot { stroke: transparent; stroke-width: 10; }
        .c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); } .c4 { --c: var(--c4);
          } .c5 { --c: var(--c5); }
        .line { stroke: var(--c); }
        .dot { fill: var(--c); }
        .line.d1 { stroke-dasharray: 7 4; } .line.d2 { stroke-dasharray: 2 3; } .line.d3 { stroke-dasharray: 9 3 2 3; }
        .paper { fill: none; stroke: var(--rule); pointer-events: none; }
        .cells path { stroke: var(--card); stroke-width: 0.08; }
        .cells.tight path { stroke: none; }
        .cells path:hover { stroke: var(--ink); stroke-width: 0.12; }
        svg .on { font-size: 13px; text-anchor: middle; pointer-events: none; }
        path.r0 { fill: var(--r0); } path.r1 { fill: var(--r1); } path.r2 { fill: var(--r2); } path.r3 { fill: var(--r3);
          } path.r4 { fill: var(--r4); } path.r5 { fill: var(--r5); } path.r6 { fill: var(--r6); }
        path.w0 { fill: var(--w0); } path.w1 { fill: var(--w1); } path.w2 { fill: var(--w2); } path.w3 { fill: var(--w3);
          } path.w4 { fill: var(--w4); } path.w5 { fill: var(--w5); } path.w6 { fill: var(--w6); }
        svg .on { fill: var(--ink); }
        svg .on.r3, svg .on.w3 { fill: var(--on3); }
        svg .on.r4, svg .on.r5, svg .on.r6, svg .on.w4, svg .on.w5, svg .on.w6 { fill: var(--card); }
        .back { fill: transparent; }
        .class:hover .back { fill: var(--grid); }
        .recall { fill: var(--c0); }
        .precision { fill: var(--c1); }
        .f1 { stroke: var(--ink); stroke-width: 1.6; }
        .ideal { stroke: var(--muted); stroke-dasharray: 5 4; fill: none; }
        .count { fill: var(--r2); }

        """;

    /// <summary>What a page of samples has besides: wrong ones stand out without colour too.</summary>
    public const string Samples = """
        .mistakes li img { margin: 4px auto 0; }
        .nothing { width: 84px; height: 84px; margin: 4px auto 0; border: 1px dashed var(--muted); border-radius: 4px; }
        .wrong img, .wrong .nothing { outline: 3px solid var(--w5); outline-offset: 1px; }
        .wrong span, .wrong small { color: var(--w5); }

        """;

    /// <summary>Narrow screens, and paper.</summary>
    public const string Print = """
        @media (max-width: 900px) {
          .beside { grid-template-columns: minmax(0, 1fr); }
          .tiles { grid-template-columns: repeat(2, 1fr); }
          .columns { overflow-x: auto; }
          .columns table { min-width: 660px; }
          section { padding: 18px 14px; }
        }
        @page { size: A4; margin: 14mm 12mm; }
        @media print {
          :root { color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact; --page: #ffffff; }
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          nav { display: none; }
          section { margin-top: 18px; padding: 0; border: 0; }
          .tiles { grid-template-columns: repeat(4, 1fr); }
          .tiles b { font-size: 17pt; }
          .beside { display: block; }
          .beside figure + *, .columns { margin-top: 18px; }
          .charts { grid-template-columns: 1fr 1fr; gap: 16px; }
          .scroll, .columns { overflow: visible; }
          .columns table { min-width: 0; }
          svg.bars { min-width: 0; }
          svg.map.large { min-width: 0; max-height: 160mm; margin: 0 auto; }
          .beside table { break-inside: avoid; }
          .facts { grid-template-columns: repeat(auto-fill, minmax(58mm, 1fr)); gap: 2px 16px; margin-top: 12px; font-size: 9pt; }
          .facts div { padding: 2px 0; }
          .tiles div { padding: 8px 12px; }
          .tiles dt { font-size: 8.5pt; }
          .tiles small { font-size: 7pt; }
          .charts { margin-top: -6px; }
          table { font-size: 8.5pt; }
          th, td { padding: 2px 6px; }
          h2, figcaption, caption { break-after: avoid; }
          thead { display: table-header-group; }
          figure, tr, .tiles div, .mistakes li { break-inside: avoid; }
          .mistakes { grid-template-columns: repeat(8, 1fr); gap: 12px 6px; }
          .mistakes img { width: 18mm; height: 18mm; }
        }

        """;
}
