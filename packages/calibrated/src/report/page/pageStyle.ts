import { chartColours, chartStyle } from "../chart/chartStyle.ts";

/** How a report's page looks: light and dark, wide and narrow, on paper. */
export const pageStyle: string = `${chartColours}
${chartStyle}
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--ink);font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:40px}
h1,h2{font-family:"Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;font-weight:600;line-height:1.2;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:40px;margin:4px 0 20px}
h2{font-size:28px;margin:0 0 8px}
h3{font-size:15px;margin:0 0 6px}
p{margin:0 0 12px;max-width:68ch;overflow-wrap:anywhere}
a{color:var(--calibrated)}
code{font:14px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace;background:var(--band);padding:2px 5px;border-radius:3px;overflow-wrap:anywhere}
bdi{overflow-wrap:anywhere}
.eyebrow{color:var(--soft);font-size:14px;margin:0}
small{color:var(--soft);font-size:.82em;white-space:nowrap}
.answer{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,480px);gap:16px 48px;align-items:start}
.answer p{font-size:18px;line-height:1.5}
nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;margin:20px 0 0;padding:12px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);font-size:15px}
section{padding:28px 0 8px;border-top:1px solid var(--rule);margin-top:20px}
header+main section:first-child{border-top:0;margin-top:0;padding-top:20px}
.figures{display:flex;flex-wrap:wrap;gap:24px 56px;margin-top:20px}
.small{gap:20px 28px}
figure{margin:0;max-width:100%;min-width:0;break-inside:avoid}
figcaption{font-size:14px;color:var(--soft);max-width:380px;margin-top:6px}
details{font-size:14px;margin-top:8px;max-width:100%}
summary{cursor:pointer;color:var(--soft)}
details[open] summary{color:var(--ink)}
.scroll{overflow-x:auto;max-width:100%}
td .chart{max-width:none;margin:-2px 0}
table{border-collapse:collapse;font-size:14px;line-height:1.4}
.note{font-size:14px;color:var(--soft)}
caption{text-align:left;color:var(--soft);padding:8px 0}
th,td{padding:5px 12px 5px 0;text-align:right;border-bottom:1px solid var(--rule);vertical-align:top;white-space:nowrap}
th{font-weight:600}
thead th{white-space:normal;vertical-align:bottom;color:var(--soft)}
th:first-child{text-align:left}
.words{text-align:left}
.words summary{white-space:nowrap}
.words details{max-width:280px;white-space:normal}
.words details{margin:0}
#scores td:last-child{text-align:left}
tbody th{font-weight:400;min-width:5.5em;white-space:normal}
th bdi{display:inline-block;max-width:min(260px,45vw);overflow-wrap:break-word}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit;text-decoration:underline dotted;text-underline-offset:3px}
th[aria-sort] button{color:var(--ink)}
th[aria-sort=descending] button::after{content:" ↓"}
th[aria-sort=ascending] button::after{content:" ↑"}
.tools{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;margin:16px 0 8px;font-size:15px}
.tools[hidden]{display:none}
.tools p{margin:0;color:var(--soft)}
input[type=search],.more{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--soft);border-radius:4px;padding:5px 10px}
.more{cursor:pointer;margin-top:12px}
.key{display:flex;flex-wrap:wrap;gap:4px 20px;font-size:14px;color:var(--soft);list-style:none;padding:0;margin:8px 0}
.key svg{display:inline;vertical-align:-4px;margin-right:6px}
fieldset{border:0;padding:0;margin:8px 0 0;font-size:15px;display:flex;flex-wrap:wrap;gap:4px 20px}
legend{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
#reliability:not(:has(#view-binned:checked)) .binned,#reliability:has(#view-binned:checked) .corp{display:none}
.narrow{display:none}
:focus-visible{outline:2px solid var(--calibrated);outline-offset:2px}
footer{padding-top:32px;padding-bottom:48px;color:var(--soft);font-size:14px}
@media (max-width:860px){.answer{grid-template-columns:minmax(0,1fr)}}
@media (max-width:640px){body{font-size:16px}main,header,footer{padding-left:16px;padding-right:16px}header{padding-top:24px}h1{font-size:30px}h2{font-size:23px}.answer p{font-size:17px}#scores td small{display:block}.wide{display:none}.narrow{display:block}p small{white-space:normal}.small{gap:16px}.small figure{flex:0 1 calc(50% - 8px)}}
@page{margin:14mm}
@media print{body{font-size:10.5pt}main,header,footer{max-width:none;padding:0}header{padding-top:0}nav,.tools,.more,fieldset{display:none!important}
section{padding-top:16px}h2,h3,section>p,.note,.key{break-after:avoid}tr,p,.figures:not(.small){break-inside:avoid}
figure>details:not([open]),section>details:not([open]){display:none}.words summary{list-style:none}.words summary::-webkit-details-marker{display:none}
.figures{gap:16px 24px}.figures:not(.small)>figure:not(:only-child){flex:0 1 calc(50% - 12px)}.small figure{flex:0 1 calc(25% - 18px)}
.scroll{overflow:visible}table{font-size:7pt}th,td{padding:3px 6px 3px 0}tbody th{min-width:4em}th bdi{overflow-wrap:anywhere}#users td .chart{width:76px}#scores td:last-child{white-space:normal}.words details{font-size:inherit}}`;

/** The digest by which the page takes this style, and no other. */
export const pageStyleHash: string = "sha256-j17Dy0j51njQ3vUcgDYXlYz8sIE+USJGc3joesPdoJE=";
