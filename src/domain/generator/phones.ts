import type { Random } from './random.ts';

/** Numbers that British telecoms keep free for stories: nobody answers them. The last three digits are open. */
const fictional = [
  { weight: 12, prefix: '+44 7700 900' },
  { weight: 2, prefix: '+44 20 7946 0' },
  { weight: 1, prefix: '+44 113 496 0' },
  { weight: 1, prefix: '+44 117 496 0' },
  { weight: 1, prefix: '+44 121 496 0' },
  { weight: 1, prefix: '+44 131 496 0' },
  { weight: 1, prefix: '+44 141 496 0' },
  { weight: 1, prefix: '+44 151 496 0' },
  { weight: 1, prefix: '+44 161 496 0' },
  { weight: 1, prefix: '+44 29 2018 0' },
  { weight: 1, prefix: '+44 1632 960' },
];

/**
 * A phone number that belongs to nobody.
 *
 * @example fictionalPhone(random) // '+44 7700 900418'
 */
export function fictionalPhone(random: Random): string {
  const { prefix } = random.pickWeighted(fictional);
  return prefix + String(random.below(1000)).padStart(3, '0');
}
