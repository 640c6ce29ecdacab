import type { ReactNode } from 'react';
import styles from './Held.module.css';

export function Section({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

/** What is not known takes no line. */
export function Terms({ terms }: { readonly terms: readonly (readonly [string, string | null])[] }) {
  const known = terms.filter(([, value]) => value !== null && value !== '');
  return (
    <dl className={styles.terms}>
      {known.map(([term, value]) => (
        <div className={styles.term} key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Entry {
  readonly head: string;
  readonly text: string;
}

/** A list under its heading; where there is nothing, no heading either. */
export function Entries({
  title,
  entries,
}: {
  readonly title: ReactNode;
  readonly entries: readonly Entry[];
}) {
  if (entries.length === 0) return null;
  // The same may have been said twice, and nothing of it is ever moved about.
  const placed = entries.map((entry, place) => ({ ...entry, place }));
  return (
    <Section title={title}>
      <ul>
        {placed.map(({ head, text, place }) => (
          <li className={styles.entry} key={place}>
            <p className={styles.note}>{head}</p>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
