/** Headers by which the browser keeps the page to itself (DESIGN §9). */
import type { FastifyHelmetOptions } from '@fastify/helmet';

/** @param strictTransport whether browsers are told never to come by http again */
export function securityHeaders(strictTransport: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['regulars'],
      },
    },
    strictTransportSecurity: strictTransport ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  };
}
