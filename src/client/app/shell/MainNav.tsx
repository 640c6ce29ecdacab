import { useLingui } from '@lingui/react/macro';
import { Link, useLocation } from 'react-router';
import { Icon } from '../../components/Icon.tsx';
import { LogoMark } from './LogoMark.tsx';
import styles from './MainNav.module.css';
import { isCurrent, navItems } from './nav-items.ts';

/** The rail at the start of a wide screen, the bar at the bottom of a phone: one list, placed by the style sheet. */
export function MainNav() {
  const { t } = useLingui();
  const { pathname } = useLocation();
  return (
    <nav aria-label={t`Main`} className={styles.nav}>
      <span className={styles.logo}>
        <LogoMark />
      </span>
      <ul className={styles.list}>
        {navItems.map((item) => (
          <li className={styles.item} key={item.to}>
            <Link
              aria-current={isCurrent(item, pathname) ? 'page' : undefined}
              className={styles.link}
              to={item.to}
            >
              <span className={styles.pill}>
                <Icon icon={item.icon} size={22} />
              </span>
              {t(item.label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
