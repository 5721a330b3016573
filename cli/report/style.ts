/** The looks of the page, in light and dark. Those of the diagrams are their own. */
export const STYLE = `:root { --soft: light-dark(#f6f8fa, #151b23) }
main { max-width: 90rem }
h1 { margin: 0 0 .25rem; font-size: 1.75rem }
h2 { margin: 2.5rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: 1.4rem }
h3 { margin: 2.5rem 0 .25rem; font-size: 1.2rem }
h4 { margin: 1.5rem 0 .5rem; font-size: 1rem }
.finding h4 { margin: 0; font-size: .95rem }
h5 { margin: 0; font-size: .95rem }
p { margin: .25rem 0 }
code, pre, kbd { font: .85rem/1.5 ui-monospace, monospace }
kbd { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem }
pre { margin: .5rem 0; padding: .75rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--soft) }
.scroll { border: 1px solid var(--line); border-radius: .375rem }
table { width: 100% }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
tbody tr:last-child > * { border-bottom: 0 }
thead th { background: var(--soft); white-space: nowrap }
tbody th { font-weight: 600; min-width: 12rem; overflow-wrap: anywhere }
tbody th .place { display: block; font-weight: 400 }
td code { overflow-wrap: anywhere }
.summary { color: light-dark(#4a5568, #a9b4c0) }
.place { color: light-dark(#4a5568, #a9b4c0); font-size: .875rem }
.tag.error { color: light-dark(#a4161a, #ff9492); font-weight: 600 }
.tag.warning { color: light-dark(#7a4a00, #f0b72f); font-weight: 600 }
.finding { margin: .75rem 0; padding: .25rem 0 .25rem 1rem; border-left: 3px solid var(--line) }
.yaml { padding: .5rem 0 }
.yaml code { display: block; min-width: max-content }
.yaml mark { display: block; background: light-dark(#fff3c4, #4b3a00); color: inherit }
.yaml .number { display: inline-block; width: 4rem; padding-right: 1rem; text-align: right; color: light-dark(#57606a, #a9b4c0); user-select: none }
figure { border: 1px solid var(--line); border-radius: .375rem; padding: .75rem }
form { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; margin-bottom: .75rem }
form[hidden] { display: none }
form > label { display: flex; flex-direction: column; gap: .2rem; font-size: .875rem }
input[type=search], select { font: inherit; padding: .35rem .5rem; border: 1px solid light-dark(#6b7682, #8b949e); border-radius: .375rem; background: light-dark(#fff, #0d1117); color: inherit }
input[type=search] { width: min(22rem, 80vw) }
.workload { content-visibility: auto; contain-intrinsic-size: auto 60rem }
.workload > h3, .rule, #workloads { scroll-margin-top: .75rem }
@media print { .workload { content-visibility: visible } form { display: none } }`;
