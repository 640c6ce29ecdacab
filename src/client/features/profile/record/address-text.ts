import type { Address } from '../../../../domain/model/customer-rows.ts';

type AddressParts = Pick<Address, 'recipient' | 'street' | 'city' | 'region' | 'postalCode' | 'country'>;

/**
 * An address in lines, as on an envelope; what is not known takes no line.
 *
 * @example addressLines({ …, street: ['22 Bermondsey Street'], city: 'London', postalCode: 'SE1 3UD' })
 *   // ['22 Bermondsey Street', 'London SE1 3UD']
 */
export function addressLines({
  recipient,
  street,
  city,
  region,
  postalCode,
  country,
}: AddressParts): string[] {
  const place = [city, region, postalCode].filter((part) => part !== null && part.trim() !== '').join(' ');
  return [recipient, ...street, place, country].filter(
    (line): line is string => line !== null && line.trim() !== '',
  );
}
