import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Kbd, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type Ref, useEffect, useRef } from 'react';
import { Icon, type TablerIcon } from './Icon.tsx';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  /** What the field finds, for those who cannot see the placeholder. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A filter is drawn 40 high, a control 48. */
  readonly size?: 'filter' | 'control';
  /** The "/" key jumps to this field. For the one field in the top bar. */
  readonly slashKey?: boolean;
  readonly icon?: TablerIcon;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** The down arrow leads on into what was found. */
  readonly onArrowDown?: (() => void) | undefined;
}

/** Answers while typing; the cross or Escape empties it. */
export function SearchField(props: SearchFieldProps) {
  const {
    label,
    placeholder,
    value,
    onChange,
    size = 'control',
    slashKey = false,
    icon = IconSearch,
  } = props;
  const own = useRef<HTMLDivElement>(null);
  useSlashKey(own, slashKey);
  return (
    <TextInput
      aria-label={label}
      autoCapitalize="off"
      autoComplete="off"
      className={styles.field}
      enterKeyHint="search"
      leftSection={<Icon icon={icon} />}
      leftSectionWidth="2.5rem"
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.stopPropagation();
          onChange('');
        }
        if (event.key === 'ArrowDown' && props.onArrowDown) {
          event.preventDefault();
          props.onArrowDown();
        }
      }}
      placeholder={placeholder}
      ref={props.inputRef}
      rightSection={
        value === '' ? (
          slashKey && <Kbd className={styles.key}>/</Kbd>
        ) : (
          <ClearButton onClick={() => onChange('')} />
        )
      }
      rightSectionWidth="2.5rem"
      size={size === 'filter' ? 'xs' : 'sm'}
      spellCheck={false}
      type="search"
      value={value}
      wrapperProps={{ ref: own }}
    />
  );
}

function ClearButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useLingui();
  return (
    <ActionIcon aria-label={t`Clear the search`} color="ink" onClick={onClick} size="xs" variant="subtle">
      <Icon icon={IconX} size={16} />
    </ActionIcon>
  );
}

function useSlashKey(field: { readonly current: HTMLElement | null }, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const jump = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      field.current?.querySelector('input')?.focus();
    };
    document.addEventListener('keydown', jump);
    return () => document.removeEventListener('keydown', jump);
  }, [enabled, field]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}
