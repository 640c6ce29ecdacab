/** The one page that is shown without encryption: how this device comes to trust the shop's server, and where the app is. */
import { renderSVG } from 'uqr';
import { type DeviceKind, installSteps } from './install-steps.ts';

export interface HelpPageFacts {
  /** Where the app is, such as `https://shop-pc.local:8080`. */
  readonly secureOrigin: string;
  /** Where this page is for a device that knows no names yet, such as `http://192.168.1.20:8080`. */
  readonly plainOrigin: string;
  /** Null where browsers trust the certificate already. */
  readonly authority: { readonly label: string; readonly fingerprint: string } | null;
  /** The kind of device that asks, where it can be told. */
  readonly device: DeviceKind | null;
}

export const authorityPath = '/regulars-authority.crt';

export function helpPage(facts: HelpPageFacts): string {
  const { secureOrigin, authority } = facts;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Regulars: set up this device</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>Regulars needs a secure address</h1>
<p>This page was opened without encryption. Browsers then switch off what the app needs to keep your sales, so it does not
start here and takes no data. Nothing is lost: what this device saved at the secure address is still there.</p>
${authority ? trustSection(authority, facts.device) : ''}
<section>
<h2>${authority ? '3. ' : ''}Open the app</h2>
<p><a class="button" href="${escapeText(secureOrigin)}/">Open ${escapeText(secureOrigin)}</a></p>
<p>Put it on the home screen from there, and always open it from that icon. It keeps its data under this one address.</p>
</section>
${authority ? otherDevices(facts.plainOrigin) : ''}
</main>
</body>
</html>
`;
}

function trustSection(
  { label, fingerprint }: NonNullable<HelpPageFacts['authority']>,
  device: DeviceKind | null,
): string {
  const devices = installSteps(escapeText(label)).map(
    ({ kind, title, steps }) => `<details${kind === device ? ' open' : ''}>
<summary>${title}</summary>
<ol>${steps.map((step) => `<li>${step}</li>`).join('\n')}</ol>
</details>`,
  );
  return `<section>
<h2>1. Get the shop's certificate</h2>
<p>Your shop's server made a certificate authority of its own. Once this device trusts it, the app opens here like any other
secure page. It can speak for addresses within your shop's network alone.</p>
<p><a class="button" href="${authorityPath}">Get the certificate</a></p>
<p>Before you trust it, compare its SHA-256 fingerprint with the one on the shop's computer, shown where Regulars was
started. If they differ, stop: somebody else answered.</p>
<p class="fingerprint">${fingerprint.replaceAll(':', ':<wbr>')}</p>
</section>
<section>
<h2>2. Trust it on this device</h2>
${devices.join('\n')}
</section>`;
}

function otherDevices(plainOrigin: string): string {
  return `<section class="other">
<div>
<h2>Another tablet?</h2>
<p>Scan this with its camera to open this page there, or type <strong>${escapeText(plainOrigin)}</strong></p>
</div>
<div class="code" role="img" aria-label="QR code of ${escapeText(plainOrigin)}">${renderSVG(plainOrigin, { border: 2 })}</div>
</section>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const styles = `
:root { --body: #f6f7f9; --surface: #fff; --ink: #0f172a; --muted: #475569; --line: #e3e8ee; --accent: #0f5ea8; --on-accent: #fff }
@media (prefers-color-scheme: dark) {
  :root { --body: #0f141b; --surface: #171e27; --ink: #e5e9f0; --muted: #a3aec0; --line: #28323f; --accent: #6cb4f5; --on-accent: #06213a }
}
* { box-sizing: border-box; margin: 0 }
body { background: var(--body); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
main { max-width: 44rem; margin-inline: auto; padding: 2.5rem 1rem 4rem; display: grid; gap: 0.75rem }
h1 { font-size: 1.75rem; line-height: 1.15; font-weight: 600; letter-spacing: -0.02em }
h2 { font-size: 1.125rem; line-height: 1.4; font-weight: 600 }
p { color: var(--muted) }
p strong { color: var(--ink); font-weight: 600; overflow-wrap: anywhere }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; display: grid; gap: 0.75rem }
.button { display: inline-block; background: var(--accent); color: var(--on-accent); border-radius: 8px; padding: 0.75rem 1.25rem; font-weight: 500; text-decoration: none; overflow-wrap: anywhere }
.button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.fingerprint { font-family: ui-monospace, SFMono-Regular, Consolas, monospace; font-size: 0.875rem; color: var(--ink); background: var(--body); border-radius: 8px; padding: 0.75rem }
details { border-top: 1px solid var(--line); padding-top: 0.75rem }
details:first-of-type { border-top: 0; padding-top: 0 }
summary { cursor: pointer; font-weight: 500; min-height: 2.5rem; display: list-item; align-content: center }
ol { padding-inline-start: 1.5rem; padding-block: 0.25rem; display: grid; gap: 0.375rem; color: var(--muted) }
ol strong { color: var(--ink); font-weight: 500 }
.other { grid-template-columns: 1fr auto; align-items: center }
.code { width: 10rem; background: #fff; border-radius: 8px; overflow: hidden }
.code svg { display: block; width: 100%; height: auto }
@media (max-width: 40em) { .other { grid-template-columns: 1fr } }
`;
