import { createStore } from 'zustand';

interface LockState {
  /** Counts only on a device where somebody has a PIN. Every page begins locked: a reload is no way in. */
  readonly isLocked: boolean;
  lock(): void;
  unlock(): void;
}

export const lockStore = createStore<LockState>((set) => ({
  isLocked: true,
  lock: () => set({ isLocked: true }),
  unlock: () => set({ isLocked: false }),
}));
