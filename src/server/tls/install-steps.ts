/** How each kind of device is told to trust a certificate authority, in the words of its own settings. */

export type DeviceKind = 'apple' | 'android' | 'windows' | 'chromebook' | 'mac';

interface InstallSteps {
  readonly kind: DeviceKind;
  readonly title: string;
  /** In HTML. */
  readonly steps: readonly string[];
}

/** @param label the name of the authority, in HTML */
export function installSteps(label: string): readonly InstallSteps[] {
  const name = `<strong>${label}</strong>`;
  return [
    {
      kind: 'apple',
      title: 'iPad and iPhone',
      steps: [
        'Use Safari. Tap <strong>Get the certificate</strong> and allow the download of the profile.',
        'Open <strong>Settings</strong>, tap <strong>Profile Downloaded</strong> near the top, then <strong>Install</strong>.',
        `Open <strong>Settings › General › About › Certificate Trust Settings</strong> and switch ${name} on.`,
      ],
    },
    {
      kind: 'android',
      title: 'Android',
      steps: [
        'Use Chrome. Tap <strong>Get the certificate</strong>; it is saved among the downloads.',
        'Open <strong>Settings</strong>, search for <strong>CA certificate</strong>, and choose <strong>Install anyway</strong>.',
        'Pick <strong>regulars-authority.crt</strong> among the downloads.',
        'Android now says that the network may be watched. It may not: this certificate speaks for your shop alone.',
      ],
    },
    {
      kind: 'windows',
      title: 'Windows',
      steps: [
        'Click <strong>Get the certificate</strong> and open the file.',
        'Choose <strong>Install Certificate</strong>, then <strong>Local Machine</strong>.',
        'Choose <strong>Place all certificates in the following store</strong> and pick <strong>Trusted Root Certification Authorities</strong>.',
        'Close the browser and open it again. Use Chrome or Edge.',
      ],
    },
    {
      kind: 'chromebook',
      title: 'Chromebook and Linux, in Chrome or Chromium',
      steps: [
        'Click <strong>Get the certificate</strong>.',
        'Type <strong>chrome://certificate-manager</strong> as the address and choose <strong>Installed by you</strong>.',
        'Beside <strong>Trusted Certificates</strong> choose <strong>Import</strong> and pick <strong>regulars-authority.crt</strong>.',
      ],
    },
    {
      kind: 'mac',
      title: 'Mac',
      steps: [
        'Click <strong>Get the certificate</strong> and open the file: Keychain Access keeps it.',
        `Double-click ${name} there, open <strong>Trust</strong>, and choose <strong>Always Trust</strong>.`,
      ],
    },
  ];
}

/** An iPad may say that it is a Mac; whoever reads the page knows better and finds both. */
export function deviceKindOf(userAgent: string): DeviceKind | null {
  if (/iPad|iPhone/.test(userAgent)) return 'apple';
  if (userAgent.includes('Android')) return 'android';
  if (userAgent.includes('Windows')) return 'windows';
  if (/CrOS|Linux/.test(userAgent)) return 'chromebook';
  return userAgent.includes('Macintosh') ? 'mac' : null;
}
