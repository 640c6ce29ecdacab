import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { canonicalJson } from '../values/canonical-json.ts';
import { sha256Hex } from '../values/hash.ts';
import {
  connectRequestSchema,
  connectResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  epochResponseSchema,
  joinAgainRequestSchema,
  joinAgainResponseSchema,
  protocolVersion,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
  rescueRequestSchema,
  rescueResponseSchema,
  snapshotResponseSchema,
} from './protocol.ts';

const messages = {
  connectRequestSchema,
  connectResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  joinAgainRequestSchema,
  joinAgainResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
  pullResponseSchema,
  snapshotResponseSchema,
  epochResponseSchema,
  rescueRequestSchema,
  rescueResponseSchema,
};

/** One line per version: the hash of its messages. Tablets in shops speak these; a line is never changed. */
const history: Readonly<Record<number, string>> = {
  1: '536c72342ed07a289a6b906d7e4ad789525c978ef7e7d9c998d9cf149095edf0',
  2: 'e9bda9d633a3477c00bc7e44dea4196cccf68d67ea7bb82dbc4ad15773a660c2',
  3: 'cc6ce84de84de60b735494600b590c97b0e27a6ef937e4ff44bf9a520fc640ce',
  4: '5b47f0cafacae9605bd911507c1475ef869c3828f424be69c9457d46e0f37749',
  5: 'b258e0e1c17443c5bb117ff98be72255405dc6aa9d6f4c0d41cf3bde1e49a088',
  6: '35274036fe54ec4cd97fb7df9f8aeb5095def508652801472d045dc6ff743092',
  7: '4d85ad35fed73c845c3f50a69fc0c29bbbcea33163b218f72075c73841de9d64',
  8: '649f0cb07efc55ed01f93671cce821b6b2fbdd5f97210f152aa9026a02a7d800',
  9: '003f1c773d28c9a6593a7bafff88c6e8a09a455054ecc635926c15e220757496',
  10: '562312ab3e4a6493501f8719ab35a3c3df74dece16900cec66c21ef187716ce6',
  11: '68b0382e26fdcbcc7752d3fe57ce96ce9fd4969bf58be1714ae133ab5348449e',
  12: '68b0382e26fdcbcc7752d3fe57ce96ce9fd4969bf58be1714ae133ab5348449e',
};

describe('the wire schemas', () => {
  it('[X5] are those of the current version: a change needs a new version and a new line in `history`', () => {
    const shapes = Object.fromEntries(
      Object.entries(messages).map(([name, schema]) => [
        name,
        z.toJSONSchema(schema, { unrepresentable: 'any' }),
      ]),
    );
    expect(sha256Hex(canonicalJson(JSON.parse(JSON.stringify(shapes))))).toBe(history[protocolVersion]);
  });
});
