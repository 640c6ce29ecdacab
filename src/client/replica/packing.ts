/**
 * Many values of one kind as one run of bytes and one list of distinct texts. IndexedDB clones a value property by property, with
 * every property name spelt out each time, and its cost in bulk is that of its bytes. Packed, a sale takes about a fifth, and each
 * value is read by itself, without touching its neighbours.
 *
 * What is packed is described field by field in tables that the compiler completes.
 */
import { assert } from '../../domain/assert.ts';

/**
 * Packed values. `form` tells a later build how to read what this one has laid down.
 *
 * The bytes are: where each value begins (4 bytes each, little endian), the distinct ids (16 bytes each), the values.
 */
export interface Packed {
  readonly form: 1;
  readonly count: number;
  readonly ids: number;
  readonly texts: readonly string[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const bytesPerStart = 4;
const bytesPerId = 16;

/** Where values are written to. */
class Output {
  #data = new Uint8Array(2048);
  #length = 0;
  readonly #texts: string[] = [];
  readonly #textNumbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #idNumbers = new Map<string, number>();
  #textBytes = 0;

  get length(): number {
    return this.#length;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  /** About how many bytes all of it takes when it is cloned. */
  get bytes(): number {
    return this.#length + this.#ids.length * bytesPerId + this.#textBytes;
  }

  byte(value: number): void {
    if (this.#length === this.#data.length) this.#grow();
    this.#data[this.#length] = value;
    this.#length += 1;
  }

  /** The 16 bytes of an id. */
  ownId(id: string): void {
    while (this.#length + bytesPerId > this.#data.length) this.#grow();
    writeId(id, this.#data, this.#length);
    this.#length += bytesPerId;
  }

  /** The number of a text among the distinct ones. */
  textNumber(text: string): number {
    return this.#textNumbers.get(text) ?? this.#addText(text);
  }

  /** The number of an id among the distinct ones. */
  idNumber(id: string): number {
    const known = this.#idNumbers.get(id);
    if (known !== undefined) return known;
    this.#ids.push(id);
    this.#idNumbers.set(id, this.#ids.length - 1);
    return this.#ids.length - 1;
  }

  copyTo(target: Uint8Array<ArrayBuffer>, at: number): void {
    target.set(this.#data.subarray(0, this.#length), at);
  }

  /** What was written so far, to go back to. */
  mark() {
    return {
      length: this.#length,
      texts: this.#texts.length,
      ids: this.#ids.length,
      textBytes: this.#textBytes,
    };
  }

  /** Takes back what was written since. */
  goBack(mark: ReturnType<Output['mark']>): void {
    for (const text of this.#texts.slice(mark.texts)) this.#textNumbers.delete(text);
    for (const id of this.#ids.slice(mark.ids)) this.#idNumbers.delete(id);
    this.#texts.length = mark.texts;
    this.#ids.length = mark.ids;
    this.#length = mark.length;
    this.#textBytes = mark.textBytes;
  }

  #addText(text: string): number {
    this.#texts.push(text);
    this.#textNumbers.set(text, this.#texts.length - 1);
    this.#textBytes += text.length * (isWide(text) ? 2 : 1) + bytesPerText;
    return this.#texts.length - 1;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#data.length * 2);
    larger.set(this.#data);
    this.#data = larger;
  }
}

/** What a text takes beside its characters. */
const bytesPerText = 4;
const isWide = (text: string): boolean => /[\u0100-\uffff]/.test(text);

/** Where values are read from. */
export class Input {
  readonly #packed: Packed;
  readonly #ids: string[] = [];
  #at = 0;

  constructor(packed: Packed) {
    this.#packed = packed;
  }

  /** Goes to the beginning of a value. */
  goTo(index: number): this {
    const { bytes, count } = this.#packed;
    assert(index >= 0 && index < count, () => `value ${index} of ${count} packed ones`);
    let start = 0;
    for (let place = (index + 1) * bytesPerStart - 1; place >= index * bytesPerStart; place -= 1) {
      start = start * 256 + (bytes[place] ?? 0);
    }
    this.#at = start;
    return this;
  }

  byte(): number {
    const value = this.#packed.bytes[this.#at];
    if (value === undefined) throw new Error(`A packed value ends at byte ${this.#at}.`);
    this.#at += 1;
    return value;
  }

  text(number: number): string {
    const text = this.#packed.texts[number];
    assert(text !== undefined, () => `text ${number} of ${this.#packed.texts.length} packed ones`);
    return text;
  }

  id(number: number): string {
    const { bytes, count } = this.#packed;
    const known = this.#ids[number];
    if (known !== undefined) return known;
    const id = readId(bytes, count * bytesPerStart + number * bytesPerId);
    this.#ids[number] = id;
    return id;
  }

  ownId(): string {
    const id = readId(this.#packed.bytes, this.#at);
    this.#at += bytesPerId;
    return id;
  }
}

export interface Codec<T> {
  write(output: Output, value: T): void;
  read(input: Input): T;
}

type FieldCodecs<T> = { readonly [F in keyof Required<T>]: Codec<T[F]> };

/** Bits of a number's first byte: another byte follows, the number is negative. Six bits of the number are left. */
const continued = 128;
const negative = 64;

/** A whole number: one byte up to 63, two up to 8,191, and so on. */
export const number: Codec<number> = {
  write(output, value) {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole number.`);
    const size = value < 0 ? -value : value;
    let rest = size < 2 ** 31 ? size >>> 6 : Math.floor(size / 64);
    output.byte((rest > 0 ? continued : 0) | (value < 0 ? negative : 0) | (size & 63));
    while (rest > 0) {
      const next = rest < 2 ** 31 ? rest >>> 7 : Math.floor(rest / 128);
      output.byte((next > 0 ? continued : 0) | (rest & 127));
      rest = next;
    }
  },
  read(input) {
    const first = input.byte();
    let size = first & 63;
    let unit = 64;
    for (let byte = first; byte >= continued; unit *= 128) {
      byte = input.byte();
      size += (byte & 127) * unit;
    }
    return (first & negative) === 0 ? size : -size;
  },
};

export const text: Codec<string> = {
  write: (output, value) => number.write(output, output.textNumber(value)),
  read: (input) => input.text(number.read(input)),
};

/** An id that other values name as well. */
export const id: Codec<string> = {
  write: (output, value) => number.write(output, output.idNumber(value)),
  read: (input) => input.id(number.read(input)),
};

/** The id of the value itself, which comes only once. */
export const ownId: Codec<string> = {
  write: (output, value) => output.ownId(value),
  read: (input) => input.ownId(),
};

const bytesPerMark = 12;
const digitsPerMark = 16;
const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Whether a text is a mark of the server as it is packed: 12 bytes in base64url. */
export function isMark(value: string): boolean {
  return value.length === digitsPerMark && /^[\w-]*$/.test(value);
}

/** The server's mark on a row (rule X2). */
export const mark: Codec<string> = {
  write(output, value) {
    for (let at = 0; at < digitsPerMark; at += 4) {
      let four = 0;
      for (let place = at; place < at + 4; place += 1)
        four = four * 64 + base64Digits.indexOf(value[place] as string);
      for (const shift of [16, 8, 0]) output.byte((four >> shift) & 255);
    }
  },
  read(input) {
    let text = '';
    for (let at = 0; at < bytesPerMark; at += 3) {
      const three = input.byte() * 65_536 + input.byte() * 256 + input.byte();
      for (const shift of [18, 12, 6, 0]) text += base64Digits[(three >> shift) & 63];
    }
    return text;
  },
};

/** A calendar day `YYYY-MM-DD`. */
export const day: Codec<string> = {
  write: (output, value) => number.write(output, Number(value.replaceAll('-', ''))),
  read(input) {
    const digits = String(number.read(input));
    return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  },
};

export const yesOrNo: Codec<boolean> = {
  write: (output, value) => output.byte(value ? 1 : 0),
  read: (input) => input.byte() === 1,
};

function either<T, Empty extends null | undefined>(codec: Codec<T>, empty: Empty): Codec<T | Empty> {
  return {
    write(output, value) {
      if (value === null || value === undefined) {
        output.byte(0);
        return;
      }
      output.byte(1);
      codec.write(output, value);
    },
    read: (input) => (input.byte() === 0 ? empty : codec.read(input)),
  };
}

export const nullable = <T>(codec: Codec<T>): Codec<T | null> => either(codec, null);
export const optional = <T>(codec: Codec<T>): Codec<T | undefined> => either(codec, undefined);

export function oneOf<T extends string>(values: readonly T[]): Codec<T> {
  return {
    write(output, value) {
      const index = values.indexOf(value);
      assert(index >= 0, () => `${value} is none of ${values.join(', ')}`);
      output.byte(index);
    },
    read: (input) => values[input.byte()] as T,
  };
}

export function list<T>(codec: Codec<T>): Codec<T[]> {
  return {
    write(output, values) {
      number.write(output, values.length);
      for (const value of values) codec.write(output, value);
    },
    read(input) {
      const count = number.read(input);
      const values: T[] = [];
      for (let index = 0; index < count; index += 1) values.push(codec.read(input));
      return values;
    },
  };
}

/** An object field by field; a field that is undefined is left out again when read. */
export function object<T extends object>(codecs: FieldCodecs<T>): Codec<T> {
  const fields = (Object.keys(codecs) as (keyof T)[]).map((name) => ({ name, codec: codecs[name] }));
  return {
    write(output, value) {
      for (const { name, codec } of fields) codec.write(output, value[name]);
    },
    read(input) {
      const value: Partial<T> = {};
      for (const { name, codec } of fields) {
        const found = codec.read(input);
        if (found !== undefined) value[name] = found;
      }
      return value as T;
    },
  };
}

/** The hexadecimal digit at a place of an id. */
function digitAt(id: string, place: number): number {
  const code = id.charCodeAt(place);
  return code < 58 ? code - 48 : code - 87;
}

const dash = '-'.charCodeAt(0);

/** Writes the 16 bytes of an id. */
function writeId(id: string, bytes: Uint8Array, at: number): void {
  if (id.length !== 36) throw new Error(`${id} is no id.`);
  let next = at;
  for (let place = 0; place < 36; place += 2) {
    if (id.charCodeAt(place) === dash) place += 1;
    bytes[next] = (digitAt(id, place) << 4) | digitAt(id, place + 1);
    next += 1;
  }
}

/** The places of an id where a digit stands; the others are dashes. */
const digitPlaces = Array.from({ length: 36 }, (_, place) => place).filter(
  (place) => ![8, 13, 18, 23].includes(place),
);
const idCodes: number[] = Array.from({ length: 36 }, () => dash);
const codeOfDigit = (digit: number): number => (digit < 10 ? digit + 48 : digit + 87);

/** The id in 16 bytes, as a text that is not joined from pieces. */
function readId(bytes: Uint8Array, at: number): string {
  for (let index = 0; index < bytesPerId; index += 1) {
    const byte = bytes[at + index] ?? 0;
    idCodes[digitPlaces[index * 2] as number] = codeOfDigit(byte >> 4);
    idCodes[digitPlaces[index * 2 + 1] as number] = codeOfDigit(byte & 15);
  }
  return String.fromCharCode(...idCodes);
}

/** Packs values one after the other and knows, cheaply, about how many bytes they will take. */
export class Packer<T> {
  readonly #codec: Codec<T>;
  readonly #output = new Output();
  readonly #starts: number[] = [];

  constructor(codec: Codec<T>) {
    this.#codec = codec;
  }

  get count(): number {
    return this.#starts.length;
  }

  get bytes(): number {
    return this.#output.bytes + this.#starts.length * bytesPerStart;
  }

  add(value: T): void {
    this.#starts.push(this.#output.length);
    this.#codec.write(this.#output, value);
  }

  /** Adds a value unless more than `maxBytes` would be taken; then everything is as before. */
  addWithin(value: T, maxBytes: number): boolean {
    const mark = this.#output.mark();
    this.add(value);
    if (this.bytes <= maxBytes) return true;
    this.#output.goBack(mark);
    this.#starts.pop();
    return false;
  }

  packed(): Packed {
    const output = this.#output;
    const count = this.#starts.length;
    const valuesAt = count * bytesPerStart + output.ids.length * bytesPerId;
    const bytes = new Uint8Array(valuesAt + output.length);
    let at = 0;
    for (const start of this.#starts) {
      for (let shift = 0; shift < 32; shift += 8) {
        bytes[at] = (valuesAt + start) >>> shift;
        at += 1;
      }
    }
    for (const id of output.ids) {
      writeId(id, bytes, at);
      at += bytesPerId;
    }
    output.copyTo(bytes, valuesAt);
    return { form: 1, count, ids: output.ids.length, texts: output.texts, bytes };
  }
}

export function pack<T>(codec: Codec<T>, values: readonly T[]): Packed {
  const packer = new Packer(codec);
  for (const value of values) packer.add(value);
  return packer.packed();
}

export function unpack<T>(codec: Codec<T>, packed: Packed): T[] {
  const input = new Input(packed);
  return Array.from({ length: packed.count }, (_, index) => codec.read(input.goTo(index)));
}
