const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** A span in its largest whole unit, never below a minute: `formatDuration(1_500_000, 'en-GB')` → `25 min`. */
export function formatDuration(durationMs: number, locale: string): string {
  const step = steps.find(({ ms }) => durationMs >= ms) ?? steps[2];
  const count = Math.max(1, Math.floor(durationMs / step.ms));
  return new Intl.NumberFormat(locale, { style: 'unit', unit: step.unit, unitDisplay: 'short' }).format(
    count,
  );
}
