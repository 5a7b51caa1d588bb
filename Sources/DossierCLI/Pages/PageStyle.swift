/// How a page looks, on a screen and on paper.
///
/// Nothing is told by colour alone: verdicts have words and borders of their own, so that a copy of a copy still tells them
/// apart. Fonts are those of the reader's system that have all Vietnamese letters.
enum PageStyle {
    static let css: StaticString = """
        @page { size: A4 portrait; margin: 15mm 15mm 17mm 15mm;
          @bottom-left { font: 7.5pt sans-serif; color: #333; }
          @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt sans-serif; color: #333; } }
        html { font-family: "Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", Arial, "Liberation Sans",
          "DejaVu Sans", sans-serif; font-size: 9.5pt; line-height: 1.4; color: #000; background: #fff; }
        body { max-width: 180mm; margin: 8mm auto; padding: 0 4mm; overflow-wrap: break-word; }
        h1 { font-size: 17pt; line-height: 1.25; margin: 1mm 0 2mm; }
        h2 { font-size: 12.5pt; margin: 8mm 0 2mm; border-bottom: 1pt solid #000; break-after: avoid;
          page-break-after: avoid; }
        h3 { font-size: 10.5pt; line-height: 1.3; margin: 0 0 .5mm; break-after: avoid; }
        p { margin: 0 0 1.5mm; }
        a { color: #000; }
        .kicker { font-size: 8.5pt; letter-spacing: .04em; text-transform: uppercase; margin: 0; }
        .quiet, .place { font-size: 8.5pt; color: #333; }
        .place { margin-bottom: 1.5mm; }
        .lead { break-after: avoid; page-break-after: avoid; }
        .outcome { font-size: 11pt; font-weight: 600; margin: 2mm 0; }
        code, pre { font-family: ui-monospace, Consolas, "Noto Sans Mono", "Liberation Mono", "DejaVu Sans Mono",
          monospace; font-size: .9em; overflow-wrap: anywhere; }
        pre { border: .5pt solid #666; padding: 2mm; white-space: pre-wrap; margin: 1mm 0 2mm; }
        dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .4mm 3mm; margin: 0 0 2mm; }
        dt { color: #333; }
        dd { margin: 0; min-width: 0; }
        ul { margin: 0 0 2mm; padding-left: 5mm; }
        table { border-collapse: collapse; width: 100%; margin: 0 0 2mm; font-size: 8.5pt; line-height: 1.3; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; page-break-inside: avoid; }
        th, td { border-bottom: .5pt solid #999; padding: .7mm 1.5mm; text-align: left; vertical-align: top; }
        th { border-bottom: 1pt solid #000; vertical-align: bottom; font-weight: 600; white-space: nowrap; }
        th.number, td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        tr.meets td { font-weight: 600; }
        tr.told td:first-child { border-left: 2.5pt solid #000; }
        .readings { font-size: 8pt; line-height: 1.25; }
        .readings td { padding: .45mm 1.5mm; }
        .denominators td:nth-child(n+3) { width: 23%; }
        td.short { white-space: nowrap; }
        code.id { display: inline-block; }
        span.line { display: block; padding-left: 8mm; text-indent: -8mm; }
        pre { line-height: 1.5; }
        .verdict { display: inline-block; padding: 0 .5em; font-weight: 600; font-size: 8.5pt; line-height: 1.35;
          margin: .2mm 0 .4mm; vertical-align: middle; }
        .reproduced { border: .75pt solid #000; }
        .reproducedOtherwise { border: 1.25pt dashed #000; }
        .refuted { border: 3pt double #000; font-weight: 700; }
        .notCheckable { border: 1.25pt dotted #000; font-weight: 400; }
        .whole { break-inside: avoid; page-break-inside: avoid; }
        .claim { break-inside: avoid; page-break-inside: avoid; border-top: .75pt solid #000; padding: 2mm 0 3mm; }
        .claim:first-of-type { border-top: none; }
        .codes { font-size: 8pt; }
        svg { display: block; width: 100%; max-width: 170mm; height: auto; margin: 0 0 2mm; font-size: 11px; }
        footer { margin-top: 6mm; border-top: .5pt solid #666; padding-top: 1mm; font-size: 8pt; color: #333; }
        @media print { body { max-width: none; margin: 0; padding: 0; } a { text-decoration: none; } }
        """
}
