/** What a route tells the shell about itself. */
export interface ScreenHandle {
  /** The screen has a search field of its own for everything: two on one screen would be one too many. */
  readonly ownSearch: true;
}

export function hidesSearch(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'ownSearch' in handle;
}
