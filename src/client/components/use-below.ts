import { useMediaQuery } from '@mantine/hooks';

/**
 * Whether the window is narrower than so many em: below 48 there is no room for two columns beside each other, below 60 only
 * for narrow ones. Known before the first drawing, so that nothing jumps. For what a style sheet alone cannot do.
 */
export function useBelow(em: 48 | 60): boolean {
  return useMediaQuery(`(max-width: ${em - 0.01}em)`, false, { getInitialValueInEffect: false });
}
