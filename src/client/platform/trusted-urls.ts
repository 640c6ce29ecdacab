interface ScriptUrlPolicy {
  /**
   * Gives a TrustedScriptURL. It is declared as a string because that is what the signatures of Worker and
   * serviceWorker.register ask for; the browser takes the object.
   */
  createScriptURL(path: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(path: string): string }): ScriptUrlPolicy;
}

function isPolicyFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}

/** The path if it stays on this origin; a script from anywhere else is a bug or an attack. */
export function sameOriginPath(path: string, origin: string): string {
  const url = new URL(path, origin);
  if (url.origin !== origin) throw new Error(`Refused a script from ${url.origin}`);
  return url.pathname + url.search;
}

let policy: ScriptUrlPolicy | undefined;

/** A script path of this origin in the form that Trusted Types ask for; a plain string where they are unknown. */
export function trustedScriptUrl(path: string): string {
  if (!policy) {
    const rules = { createScriptURL: (wanted: string) => sameOriginPath(wanted, self.location.origin) };
    const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
    policy = isPolicyFactory(factory) ? factory.createPolicy('regulars', rules) : rules;
  }
  return policy.createScriptURL(path);
}
