import type { Icon as TablerIcon } from '@tabler/icons-react';

export type { TablerIcon };

interface IconProps {
  readonly icon: TablerIcon;
  /** 16 inside tags and captions, 20 elsewhere, 22 in the rail. Given in the text's unit, so it grows with zoom. */
  readonly size?: 16 | 20 | 22 | 24;
  readonly className?: string | undefined;
}

/** A drawing beside a word. Alone it needs an accessible name on the button around it. */
export function Icon({ icon: Drawing, size = 20, className }: IconProps) {
  const measure = `${size / 16}rem`;
  return (
    <Drawing
      aria-hidden="true"
      className={className}
      stroke={1.75}
      style={{ width: measure, height: measure, flex: 'none' }}
    />
  );
}
