import { expect, test } from 'vitest';
import { chosen, nextPage, withChoices } from './address.ts';

const url = new URL('http://regie/jobs/garage?tab=logs&q=a%20b&level=warn');

test('a choice is changed, added or taken away, the others stay', () => {
  expect(withChoices(url, { level: 'error' })).toBe('/jobs/garage?tab=logs&q=a+b&level=error');
  expect(withChoices(url, { q: null, level: '', span: '24h' })).toBe('/jobs/garage?tab=logs&span=24h');
  expect(withChoices(new URL('http://regie/monitoring?q=x'), { q: null })).toBe('/monitoring');
});

test('what the address asks for is taken when it exists', () => {
  expect(chosen(url, 'level', ['all', 'warn', 'error'])).toBe('warn');
  expect(chosen(url, 'tab', ['figures', 'history'])).toBe('figures');
});

test('the next page is where the server says it is', () => {
  const answer = (link?: string) => new Response('[]', { headers: link ? { link } : {} });
  expect(nextPage(answer('</api/jobs/x/logs?limit=2&after=WzRd>; rel="next"'))).toBe('WzRd');
  expect(nextPage(answer())).toBeNull();
});
