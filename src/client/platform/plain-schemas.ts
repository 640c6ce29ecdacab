/**
 * Schemas decide when they are made whether to compile themselves, which needs eval and is forbidden by the content policy. So this
 * stands before every other import of an entry.
 */
import * as z from 'zod/mini';

z.config({ jitless: true });
