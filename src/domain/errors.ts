/**
 * The registry of errors: every refusal that a person, a device or an integration can meet has one row here.
 *
 * - `sentence` is the English text for REST answers and command lines (the app has its own translated texts);
 * - `status` is the HTTP status where the error leaves through REST;
 * - `retry` says whether the same request may succeed later without a change.
 *
 * Codes are part of the protocol: they are never renamed, only added.
 */
export const errorRegistry = {
  // What was sent does not have the right form.
  invalid_request: { status: 400, retry: false, sentence: 'The request is not valid; see the details.' },
  name_required: { status: 400, retry: false, sentence: 'A name is required.' },
  name_too_long: { status: 400, retry: false, sentence: 'A name may have at most 255 characters.' },
  phone_not_plausible: { status: 400, retry: false, sentence: 'This does not look like a phone number.' },
  email_not_plausible: { status: 400, retry: false, sentence: 'This does not look like an e-mail address.' },
  card_number_refused: {
    status: 400,
    retry: false,
    sentence: 'This looks like a payment card number, which is never stored. Remove it.',
  },
  unknown_currency: { status: 400, retry: false, sentence: 'The currency is not a known ISO 4217 code.' },
  unknown_time_zone: { status: 400, retry: false, sentence: 'The time zone is not known.' },
  amount_out_of_range: { status: 400, retry: false, sentence: 'The amount is out of range.' },
  date_out_of_range: { status: 400, retry: false, sentence: 'The date does not exist or is out of range.' },
  payment_needs_customer: {
    status: 400,
    retry: false,
    sentence: 'A payment on account belongs to a customer; move it to another one.',
  },
  nothing_paid: { status: 400, retry: false, sentence: 'A payment on account needs an amount.' },
  nothing_sold: { status: 400, retry: false, sentence: 'A sale needs at least one line.' },
  sums_disagree: { status: 400, retry: false, sentence: 'Lines, rounding, tip and payments do not add up.' },
  payment_short: { status: 400, retry: false, sentence: 'The payments do not cover the total.' },
  password_too_short: { status: 400, retry: false, sentence: 'A password needs at least 10 characters.' },
  reason_required: { status: 400, retry: false, sentence: 'A reason is required.' },
  nothing_returned: { status: 400, retry: false, sentence: 'A return needs at least one line.' },

  // What it names is not there.
  not_found: { status: 404, retry: false, sentence: 'There is nothing under this address.' },
  customer_not_found: { status: 404, retry: false, sentence: 'This customer is not known.' },
  sale_not_found: { status: 404, retry: false, sentence: 'This sale is not known.' },
  product_not_found: { status: 404, retry: false, sentence: 'This product is not known.' },
  category_not_found: { status: 404, retry: false, sentence: 'This category is not known.' },
  staff_not_found: { status: 404, retry: false, sentence: 'This person is not known.' },
  device_not_found: { status: 404, retry: false, sentence: 'This device is not known.' },
  key_not_found: { status: 404, retry: false, sentence: 'This key is not known.' },

  // What holds now does not allow it.
  customer_erased: {
    status: 409,
    retry: false,
    sentence: 'This person was erased; nothing more is kept about them.',
  },
  joined_since: {
    status: 409,
    retry: false,
    sentence: 'This customer had been merged with one who was erased, and was not in the preview.',
  },
  already_exists: { status: 409, retry: false, sentence: 'It exists already with other content.' },
  same_customer: { status: 409, retry: false, sentence: 'A customer cannot be merged with itself.' },
  merged_elsewhere: {
    status: 409,
    retry: false,
    sentence: 'This customer has been merged with another one in the meantime.',
  },
  not_merged: { status: 409, retry: false, sentence: 'These two customers are not merged.' },
  over_returned: { status: 409, retry: false, sentence: 'More would be returned than is left of this line.' },
  import_in_use: {
    status: 409,
    retry: false,
    sentence: 'Customers of this import have purchases, merges or entries of their own by now.',
  },
  external_id_taken: { status: 409, retry: false, sentence: 'Another customer bears this external id.' },
  sku_taken: { status: 409, retry: false, sentence: 'Another product bears this SKU.' },
  email_taken: { status: 409, retry: false, sentence: 'Another person signs in with this e-mail address.' },
  already_decided: { status: 409, retry: false, sentence: 'Somebody has decided about this change already.' },
  outside_scope: {
    status: 409,
    retry: false,
    sentence: 'The device would not see the place where it stands.',
  },
  shop_exists: { status: 409, retry: false, sentence: 'This device already holds a shop.' },

  // Who asks may not.
  sign_in_required: { status: 401, retry: false, sentence: 'Sign in or send a valid token.' },
  not_permitted: { status: 403, retry: false, sentence: 'This role may not do that.' },
  approval_required: { status: 403, retry: false, sentence: 'A manager has to approve this first.' },
  verification_required: {
    status: 403,
    retry: false,
    sentence: 'This needs a person who signed in with a password within the last 10 minutes.',
  },
  pin_malformed: { status: 400, retry: false, sentence: 'A PIN has four digits.' },
  pin_too_simple: { status: 400, retry: false, sentence: 'This PIN is too easy to guess.' },
  sign_in_failed: { status: 401, retry: false, sentence: 'The e-mail address or the password is wrong.' },
  session_expired: { status: 401, retry: false, sentence: 'The session of this device has to be renewed.' },
  device_revoked: {
    status: 403,
    retry: false,
    sentence: 'This device was revoked; it may only hand in what it has not sent.',
  },
  device_key_needed: {
    status: 409,
    retry: false,
    sentence: 'The server knows the key of this device, which alone brings it back.',
  },
  shop_unproven: {
    status: 409,
    retry: false,
    sentence: 'This server does not know the shop by its marks; put a backup of it back first.',
  },
  enrol_code_invalid: { status: 401, retry: false, sentence: 'The code is wrong, used or expired.' },
  too_many_requests: { status: 429, retry: true, sentence: 'Too many requests; wait and try again.' },

  // The conversation between device and server.
  unknown_mutation: { status: 400, retry: false, sentence: 'This server does not know this kind of change.' },
  hash_mismatch: { status: 400, retry: false, sentence: 'The change was altered on its way.' },
  forked: {
    status: 409,
    retry: false,
    sentence: 'This device was restored or copied; it needs a new series.',
  },
  wrong_epoch: {
    status: 409,
    retry: false,
    sentence: 'The server was restored; the device must start over.',
  },
  app_too_old: { status: 426, retry: false, sentence: 'This version of the app is too old; update it.' },

  // The machine does not.
  storage_full: { status: 507, retry: true, sentence: 'There is no space left to save this.' },
  temporarily_unavailable: { status: 503, retry: true, sentence: 'The server is busy; try again shortly.' },
  payload_too_large: { status: 413, retry: false, sentence: 'What was sent is too large.' },
  internal_error: { status: 500, retry: true, sentence: 'Something went wrong on our side.' },

  // Files.
  queue_file_foreign: {
    status: 400,
    retry: false,
    sentence: 'This is not a queue file of this shop, or it was altered.',
  },
  shop_file_foreign: {
    status: 400,
    retry: false,
    sentence: 'This is not a saved copy of a shop, or a newer version of the app made it.',
  },
  passphrase_wrong: {
    status: 400,
    retry: false,
    sentence: 'The passphrase does not open this file, or the file was altered.',
  },
  file_not_csv: { status: 400, retry: false, sentence: 'The file is not a CSV file.' },
  file_unreadable: { status: 400, retry: false, sentence: 'The file could not be read.' },
  file_wrong_encoding: { status: 400, retry: false, sentence: 'The file is not UTF-8 text.' },
  file_known_format: {
    status: 400,
    retry: false,
    sentence: 'The file is of a known format: name that instead of csv.',
  },
  file_unknown_columns: {
    status: 400,
    retry: false,
    sentence: 'The columns of the file are not the expected ones.',
  },
  unknown_choice: { status: 400, retry: false, sentence: 'This word is none of those that are known here.' },
  row_malformed: { status: 400, retry: false, sentence: 'The row does not have the right number of fields.' },
  value_missing: { status: 400, retry: false, sentence: 'A value is missing.' },
  not_a_number: { status: 400, retry: false, sentence: 'This is not a number.' },
  text_too_long: { status: 400, retry: false, sentence: 'The text is too long.' },
  order_incomplete: {
    status: 400,
    retry: false,
    sentence: 'Another row of this order could not be read, so the order was left out as a whole.',
  },
  order_scattered: {
    status: 400,
    retry: false,
    sentence:
      'The other rows of this order stand too far away in the file; sort it by order and import it again.',
  },
  order_mixed: {
    status: 400,
    retry: false,
    sentence: 'The rows of this order name different customers, places or currencies.',
  },
  order_too_long: { status: 400, retry: false, sentence: 'An order may have at most 5,000 lines.' },
} as const satisfies Record<string, ErrorEntry>;

interface ErrorEntry {
  readonly status: number;
  readonly retry: boolean;
  readonly sentence: string;
}

/** A stable name of an error, see {@link errorRegistry}. */
export type ErrorCode = keyof typeof errorRegistry;

/**
 * A refusal as a value: which error, where, and the figures a text about it needs.
 * Never holds a personal value.
 *
 * @example { code: 'over_returned', path: ['lines', 0, 'quantityMilli'], values: { leftMilli: 1000 } }
 */
export interface Refusal {
  readonly code: ErrorCode;
  readonly path?: readonly (string | number)[];
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Whether a text is a code of the registry (codes come back over the wire as texts). */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorRegistry, text);
}
