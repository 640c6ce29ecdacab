import styles from './LogoMark.module.css';

/** The sign of the app. The word "Regulars" stands beside it or in the tab, so it says nothing by itself. */
export function LogoMark() {
  return (
    <span aria-hidden="true" className={styles.mark}>
      R
    </span>
  );
}
