import { describe, expect, test } from 'vitest';
import { guessMapping } from './guess-mapping.ts';
import { recogniseFile } from './recognise-file.ts';

describe('[I2] a file is known by its header', () => {
  test.each([
    ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', 'online-retail', 0],
    ['\ufeffdate,amount,cds,customer_id', 'cdnow', 0],
    ['master_id,sample_id,date,cds,amount', 'cdnow', 0],
    [
      'product_id,manufacturer_id,department,brand,product_category,product_type,package_size',
      'complete-journey',
      0,
    ],
    [
      'household_id,age,income,home_ownership,marital_status,household_size,household_comp,kids_count',
      'complete-journey',
      1,
    ],
    [
      'household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_timestamp',
      'complete-journey',
      2,
    ],
  ])('%s', (header, format, order) => {
    expect(recogniseFile(header.split(','))).toEqual({ format, order });
  });

  test('any other is none of them', () => {
    expect(recogniseFile(['Date', 'Total'])).toBeNull();
  });
});

describe('columns are guessed by their usual names', () => {
  test.each([
    [
      'Receipt Number;Date;Time;Customer ID;Customer name;SKU;Item;Category;Qty;Unit price;Total;Store;Payment type',
      {
        receipt: 'Receipt Number',
        date: 'Date',
        time: 'Time',
        customerId: 'Customer ID',
        customerName: 'Customer name',
        sku: 'SKU',
        productName: 'Item',
        category: 'Category',
        quantity: 'Qty',
        unitPrice: 'Unit price',
        lineTotal: 'Total',
        location: 'Store',
        paymentMethod: 'Payment type',
      },
    ],
    [
      'order_id;created_at;client;e-mail;amount;currency',
      {
        receipt: 'order_id',
        date: 'created_at',
        customerName: 'client',
        customerEmail: 'e-mail',
        lineTotal: 'amount',
        currency: 'currency',
      },
    ],
    ['Name;Phone;Email', { customerName: 'Name', customerPhone: 'Phone', customerEmail: 'Email' }],
    ['SKU;Name;Price', { sku: 'SKU', productName: 'Name', unitPrice: 'Price' }],
    ['alpha;beta', {}],
  ])('%s', (header, columns) => {
    expect(guessMapping(header.split(';')).columns).toEqual(columns);
  });
});
