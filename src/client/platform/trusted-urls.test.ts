import { expect, it } from 'vitest';
import { sameOriginPath } from './trusted-urls.ts';

const origin = 'https://shop.example';

it('lets a script of the own origin through', () => {
  expect(sameOriginPath('/assets/worker-1.js', origin)).toBe('/assets/worker-1.js');
  expect(sameOriginPath('https://shop.example/sw.js?v=2', origin)).toBe('/sw.js?v=2');
});

it.each(['https://evil.example/x.js', '//evil.example/x.js', 'data:text/javascript,alert(1)'])(
  'refuses %s',
  (url) => {
    expect(() => sameOriginPath(url, origin)).toThrow();
  },
);
