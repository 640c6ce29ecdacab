/** A table on its way into a file, before any format: what is a text, a number or a day stays one in every program that opens it. */
export type Cell =
  | { readonly text: string }
  /** Exact, as it is written: "1313.10". */
  | { readonly number: string }
  | { readonly day: string }
  | null;

/** Takes the rows of a table one after the other; the file is whole when it has ended. */
export interface TableWriter {
  add(rows: readonly (readonly Cell[])[]): void;
  end(): Uint8Array<ArrayBuffer>[];
}
