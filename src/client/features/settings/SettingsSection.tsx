import type { ReactNode } from 'react';
import { Card } from '../../components/Card.tsx';
import styles from './SettingsSection.module.css';

interface SettingsSectionProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** One subject of the settings. */
export function SettingsSection({ title, children }: SettingsSectionProps) {
  return (
    <Card className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </Card>
  );
}
