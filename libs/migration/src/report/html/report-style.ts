/**
 * Style sheet of the HTML report. Charts take their colours from the variables; those of the dispositions keep their
 * distance for the common kinds of colour blindness (blue, violet, grey, ochre, teal, red).
 */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1c2430; --muted: #5b6675; --line: #dfe3e8; --link: #1f5fbf;
  --good: #1a7f4b; --warn: #9a6200; --bad: #c0272d; --neutral: #4a6785;
  --good-soft: #e7f5ed; --warn-soft: #fdf3dd; --bad-soft: #fdeaea; --neutral-soft: #e9eff6;
  --inserted: #2f6fd0; --updated: #7d5bd0; --unchanged: #9aa5b3; --duplicate: #c08a1e;
  --archivedOnly: #2f9c95; --quarantined: #cf3a40; --other: #ccd3db;
  --kind-records: #2f6fd0; --kind-bytes: #2f9c95; --phase: #6f7d8f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2028; --ink: #e4e9ef; --muted: #9aa6b4; --line: #2f3843; --link: #7fb2ff;
    --good: #4fc78a; --warn: #e5b04d; --bad: #f47a7e; --neutral: #93b1d1;
    --good-soft: #15291f; --warn-soft: #2c2412; --bad-soft: #301a1c; --neutral-soft: #1b2633;
    --inserted: #5d97f0; --updated: #a489ee; --unchanged: #77838f; --duplicate: #d9a53c;
    --archivedOnly: #4fbdb5; --quarantined: #ee6a6f; --other: #3c4651;
    --kind-records: #5d97f0; --kind-bytes: #4fbdb5; --phase: #8594a6;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 28px; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; justify-content: space-between; }
header p { margin: 0; color: var(--muted); }
header .product { font-weight: 600; color: var(--ink); }
footer { padding-top: 8px; padding-bottom: 40px; color: var(--muted); font-size: 13px; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 26px; margin: 0; }
h2 { font-size: 17px; margin: 0 0 10px; }
h3 { font-size: 15px; margin: 0; }
a { color: var(--link); text-underline-offset: 2px; }
code { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
section { margin-top: 20px; }
.verdict, .figures, .findings, figure, section[id] { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; }
.sign { flex: none; display: inline-grid; place-items: center; border-radius: 50%; font-weight: 700; color: var(--card); width: 20px; height: 20px; font-size: 12px; }
.verdict { display: flex; gap: 16px; align-items: center; border-left-width: 6px; }
.verdict p { margin: 4px 0 0; }
.verdict .sign { width: 40px; height: 40px; font-size: 22px; }
.good .sign { background: var(--good); } .warn .sign { background: var(--warn); } .bad .sign { background: var(--bad); } .neutral .sign { background: var(--neutral); }
.verdict.good { background: var(--good-soft); border-color: var(--good); } .verdict.warn { background: var(--warn-soft); border-color: var(--warn); }
.verdict.bad { background: var(--bad-soft); border-color: var(--bad); } .verdict.neutral { background: var(--neutral-soft); border-color: var(--neutral); }
.figures dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px 24px; margin: 0; }
dt { color: var(--muted); font-size: 13px; } dd { margin: 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
.equation { margin: 14px 0 0; padding-top: 12px; border-top: 1px solid var(--line); color: var(--muted); font-variant-numeric: tabular-nums; }
.term { white-space: nowrap; color: var(--ink); }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 5px; }
.swatch.inserted { background: var(--inserted); } .swatch.updated { background: var(--updated); } .swatch.unchanged { background: var(--unchanged); }
.swatch.duplicate { background: var(--duplicate); } .swatch.archivedOnly { background: var(--archivedOnly); } .swatch.other { background: var(--other); } .swatch.quarantined { background: var(--quarantined); }
.findings ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
.findings li { display: flex; gap: 10px; } .findings li .sign { margin-top: 2px; } .findings p { margin: 0; }
.findings p { color: var(--muted); } .findings strong { color: var(--ink); margin-right: 4px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 20px; }
.chart-rows { grid-row: span 2; }
figure { margin: 0; min-width: 0; } figcaption h2 { margin: 0; } figcaption .term { margin-left: 8px; } figcaption p { margin: 0 0 6px; color: var(--muted); font-size: 13px; }
figure svg { display: block; width: 100%; height: auto; font-family: inherit; }
details { margin-top: 8px; } summary { cursor: pointer; color: var(--muted); } summary strong { color: var(--ink); }
.group { border-top: 1px solid var(--line); padding-top: 8px; } .group p { margin: 6px 0; color: var(--muted); }
.count { display: inline-block; min-width: 24px; padding: 0 8px; border-radius: 10px; background: var(--neutral-soft); color: var(--ink); text-align: center; font-size: 13px; font-variant-numeric: tabular-nums; }
.reason { border-top: 1px solid var(--line); padding-top: 12px; margin-top: 12px; } .reason p { margin: 6px 0; }
.remedy { display: block; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--muted); font-size: 13px; overflow-wrap: normal; } tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.paths { margin: 6px 0; padding-left: 20px; }
strong.bad { color: var(--bad); }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #000; --muted: #444; --line: #bbb; --link: #000; }
  body { font-size: 11pt; } main, header, footer { max-width: none; padding: 0; }
  figure, .reason, li, tr { break-inside: avoid; } h2, h3, .group > summary { break-after: avoid; }
  figure details { display: none; } .charts { grid-template-columns: 1fr 1fr; }
  .verdict, .figures, .findings, figure, section[id] { border-radius: 0; padding: 10px 12px; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
