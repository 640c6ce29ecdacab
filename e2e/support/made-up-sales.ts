/** A shop's sales of one year as a CSV file of another till; the same on every machine. */

const firstNames = ['Grace', 'Daniel', 'Priya', 'Tomasz', 'Mei', 'Kofi', 'Ingrid', 'Rashid', 'Lucía', 'Owen'];
const lastNames = ['Adeyemi', 'Brennan', 'Chaudhry', 'Dudek', 'Eriksen', 'Fontaine', 'Goldberg', 'Hughes'];

const products = [
  ['TEA-01', 'Assam tea', 'Drinks', '4.50'],
  ['TEA-02', 'Green tea', 'Drinks', '5.25'],
  ['COF-01', 'House espresso', 'Drinks', '8.90'],
  ['COF-02', 'Decaf espresso', 'Drinks', '9.20'],
  ['MUG-01', 'Stoneware mug', 'Kitchen', '12.00'],
  ['MUG-02', 'Enamel mug', 'Kitchen', '9.50'],
  ['APR-01', 'Linen apron', 'Kitchen', '24.00'],
  ['BOW-01', 'Salad bowl', 'Kitchen', '31.75'],
  ['CAN-01', 'Beeswax candle', 'Home', '7.40'],
  ['BLA-01', 'Wool blanket', 'Home', '64.00'],
  ['SOA-01', 'Olive soap', 'Home', '3.60'],
  ['BAS-01', 'Willow basket', 'Home', '18.30'],
] as const;

const header = [
  'Date',
  'Time',
  'Receipt',
  'Customer No',
  'Customer',
  'Phone',
  'SKU',
  'Product',
  'Category',
  'Quantity',
  'Unit price',
  'Payment',
];

const year = 2025;
const dayMs = 24 * 60 * 60 * 1000;

interface Buyer {
  readonly number: string;
  readonly name: string;
  readonly phone: string;
}

const guest: Buyer = { number: '', name: '', phone: '' };

/** One person whom the shop knows twice. */
export const amina: Buyer = { number: '9001', name: 'Amina Otieno', phone: '020 7946 0018' };
export const aOtieno: Buyer = { number: '9002', name: 'A. Otieno', phone: '020 7946 0772' };

/** An old purchase of hers: two aprons and a mug for £60.00. */
export const oldReceipt = 'A-1';

const buyers: readonly Buyer[] = firstNames.flatMap((first, i) =>
  lastNames.map((last, j) => ({
    number: String(1000 + i * lastNames.length + j),
    name: `${first} ${last}`,
    phone: '',
  })),
);

function line(
  day: string,
  time: string,
  receipt: string,
  buyer: Buyer,
  product: number,
  quantity: number,
): string {
  const [sku, name, category, price] = products[product % products.length] ?? products[0];
  const cells = [day, time, receipt, buyer.number, buyer.name, buyer.phone];
  return [...cells, sku, name, category, quantity, price, 'cash'].join(',');
}

/** The receipts of a shop; every eighth is of nobody in particular, every thirtieth brings something back. */
function ordinaryReceipts(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(year, 0, 2) + Math.floor((n * 350) / count) * dayMs);
    const time = `${String(9 + (n % 9)).padStart(2, '0')}:${String((n * 7) % 60).padStart(2, '0')}`;
    const buyer = n % 8 === 7 ? guest : (buyers[(n * 13) % buyers.length] ?? guest);
    const sign = n % 30 === 29 ? -1 : 1;
    return Array.from({ length: 1 + (n % 3) }, (_unused, k) =>
      line(
        day.toISOString().slice(0, 10),
        time,
        `R-${n + 1}`,
        buyer,
        n * 5 + k * 7,
        sign * (1 + ((n + k) % 3)),
      ),
    );
  }).flat();
}

const apron = 6;
const mug = 4;
const soap = 10;

/** @param receipts how many beside those of the one whom the shop knows twice */
export function madeUpSales(receipts: number): string {
  const own = [
    line(`${year}-03-03`, '10:15', oldReceipt, amina, apron, 2),
    line(`${year}-03-03`, '10:15', oldReceipt, amina, mug, 1),
    line(`${year}-08-21`, '16:40', 'A-2', amina, soap, 5),
    line(`${year}-05-05`, '11:05', 'A-3', aOtieno, soap, 3),
    line(`${year}-09-30`, '09:20', 'A-4', aOtieno, mug, 2),
  ];
  return [header.join(','), ...ordinaryReceipts(receipts), ...own, ''].join('\n');
}
