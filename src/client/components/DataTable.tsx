import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './DataTable.module.css';
import { Icon } from './Icon.tsx';

interface SortOrder {
  readonly key: string;
  readonly direction: 'ascending' | 'descending';
}

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Text stands at the start, numbers at the end. */
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  /** Left out on a phone. */
  readonly wideOnly?: boolean;
  /** In the row of totals. */
  readonly total?: ReactNode;
}

interface DataTableProps<Row> {
  /** Name of the table for those who cannot see what stands above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens the row on a tap anywhere in it. Its first cell must hold a link or button for the keyboard. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly sort?: SortOrder | undefined;
  readonly onSort?: ((sort: SortOrder) => void) | undefined;
}

/** A table to compare in: hairlines, no stripes. For short lists; long ones are virtual and made by their screen. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, onOpen } = props;
  const hasTotals = columns.some((column) => column.total !== undefined);
  return (
    <table aria-label={caption} className={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell column={column} key={column.key} onSort={props.onSort} sort={props.sort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            data-opens={onOpen ? true : undefined}
            key={rowKey(row)}
            onClick={onOpen && (() => onOpen(row))}
          >
            {columns.map((column) => (
              <td data-align={column.align} data-wide-only={column.wideOnly || undefined} key={column.key}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {hasTotals && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <td data-align={column.align} data-wide-only={column.wideOnly || undefined} key={column.key}>
                {column.total}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: SortOrder | undefined;
  readonly onSort: ((sort: SortOrder) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  return (
    <th
      aria-sort={direction}
      data-align={column.align}
      data-wide-only={column.wideOnly || undefined}
      scope="col"
    >
      {column.sortable && onSort ? (
        <UnstyledButton
          className={`${styles.sort} rg-hit`}
          onClick={() =>
            onSort({ key: column.key, direction: direction === 'descending' ? 'ascending' : 'descending' })
          }
        >
          {column.header}
          {direction && <Icon icon={direction === 'descending' ? IconArrowDown : IconArrowUp} size={16} />}
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
