/** Whether two values are the same, whatever the order of their fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const fieldsOfA = Object.entries(a);
  const fieldsOfB = new Map(Object.entries(b));
  return (
    fieldsOfA.length === fieldsOfB.size &&
    fieldsOfA.every(([field, value]) => isSame(value, fieldsOfB.get(field)))
  );
}
