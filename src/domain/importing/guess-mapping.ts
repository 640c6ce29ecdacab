/** Guessing what the columns of a CSV file hold from the names that shop systems usually give them. */
import { fold } from '../values/text.ts';
import { type CsvField, type CsvMapping, csvFields, holdsCustomers } from './csv-mapping.ts';
import { plainHeader } from './recognise-file.ts';

/** Names without blanks, dots and dashes, the likeliest first. */
const usualNames: Readonly<Record<CsvField, string>> = {
  date: `date saledate orderdate invoicedate transactiondate purchasedate receiptdate datetime dateandtime
    datetimeutc timestamp transactiontimestamp createdat created paidat soldat purchasedat processedat businessdate
    day datum fecha data`,
  time: 'time saletime ordertime transactiontime timeofday hour',
  receipt: `receipt receiptno receiptnumber receiptid invoice invoiceno invoicenumber invoiceid order orderno
    ordernumber orderid sale saleno salenumber saleid transaction transactionno transactionnumber transactionid
    ticket ticketno ticketnumber bill billno billnumber basket basketid document documentno documentnumber
    reference`,
  customerId: `customerid customerno customernumber customercode clientid clientno clientnumber clientcode memberid
    memberno membernumber loyaltyid loyaltynumber cardholderid accountno accountnumber accountid householdid
    externalid`,
  customerName:
    'customername customer clientname client fullname membername buyer buyername billingname contactname',
  customerPhone: `phone phoneno phonenumber customerphone clientphone mobile mobileno mobilenumber mobilephone
    telephone tel cell cellphone contactnumber whatsapp`,
  customerEmail: 'email emailaddress customeremail clientemail mail contactemail',
  customerFirstName: 'customerfirstname firstname givenname forename vorname prenom',
  customerLastName: 'customerlastname lastname surname familyname nachname',
  customerType: 'customertype clienttype membertype type',
  customerStatus: 'customerstatus status state',
  customerTags: 'customertags tags labels customerlabels',
  customerNotes: 'customernotes internalnotes notes note comments comment remarks',
  sku: `sku productsku variantsku lineitemsku itemsku stockcode productcode itemcode articlecode articleno
    articlenumber itemno itemnumber plu productid itemid code barcode ean upc`,
  productName: `productname product itemname item lineitemname description productdescription itemdescription
    articlename article producttitle title`,
  category: 'category productcategory itemcategory categoryname department producttype group productgroup',
  quantity:
    'quantity qty lineitemquantity units unitssold itemssold qtysold quantitysold pieces pcs count amountsold',
  unitPrice:
    'unitprice price itemprice lineitemprice priceperunit unitcostprice sellingprice saleprice retailprice rate',
  lineTotal: `linetotal lineamount linevalue total amount totalamount totalprice totalsales grosssales netsales salesvalue
    netamount grossamount value sum subtotal`,
  currency: 'currency currencycode',
  location:
    'location locationname store storename storeid shop shopname branch branchname outlet outletname site',
  paymentMethod: 'paymentmethod payment paymenttype paymentmode tender tendertype paidby paidwith',
};

/**
 * Guesses which column holds what; a person may correct it. Each column is used once, each field has the likeliest
 * column of those there are. A bare `Name` is that of the customer, unless the file is about products.
 *
 * @example guessMapping(['Order No', 'Date', 'Total']).columns // { date: 'Date', receipt: 'Order No', lineTotal: 'Total' }
 */
export function guessMapping(header: readonly string[]): CsvMapping {
  const names = plainHeader(header);
  const free = new Map(names.map((name) => [plain(name), name]));
  const columns: CsvMapping['columns'] = {};
  for (const field of csvFields) {
    const usual = usualNames[field].split(/\s+/).find((name) => free.has(name));
    if (usual === undefined) continue;
    columns[field] = free.get(usual) ?? usual;
    free.delete(usual);
  }
  const name = free.get('name');
  if (name !== undefined) {
    const field = columns.sku === undefined ? 'customerName' : 'productName';
    columns[field] ??= name;
  }
  // In a list of customers the bare number is theirs.
  if (holdsCustomers(columns) && columns.customerId === undefined) {
    const number = ['no', 'nr', 'number', 'id', 'code'].find((usual) => free.has(usual));
    if (number !== undefined) columns.customerId = free.get(number) ?? number;
  }
  return { columns };
}

function plain(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]/gu, '');
}
