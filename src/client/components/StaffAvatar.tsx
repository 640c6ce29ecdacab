import styles from './StaffAvatar.module.css';

/** First letters of the first and the last word: `Grace Njeri` → `GN`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** Who is at the till. Initials on quiet ground, never a picture. */
export function StaffAvatar({ name }: { readonly name: string }) {
  return (
    <span aria-label={name} className={styles.avatar} role="img">
      {initialsOf(name)}
    </span>
  );
}
