/** Names of another country than any that the made-up shop has: few first names that resemble one another, many surnames. */
import type { PersonName } from '../generator/names.ts';
import type { Random } from '../generator/random.ts';

const first =
  `James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph Jessica
  Thomas Sarah Charles Karen Paul Paula Daniel Daniela Ann Anne Anna Jon Steven Stephen Mark Marc Helen Ellen Laura Lara Sara`.split(
    /\s+/,
  );
const beginnings =
  `Ash Black Brad Brom Carl Clay Dal East Fair Green Hal Hart Ken Lang Mar Nor Oak Pem Rad Red Sher Stan Sut Thorn
  Wal West Whit Wood York Ever`.split(/\s+/);
const endings =
  `worth ford ton ley by field wood ham bury well stone bridge combe hurst more den gate burn wick shaw`.split(
    /\s+/,
  );

/** A person of that country. */
export function syllableName(random: Random): PersonName {
  const given = random.pick(first);
  const family = random.pick(beginnings) + random.pick(endings);
  return { full: `${given} ${family}`, first: given, last: family, latin: [given, family] };
}
