import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test.each([
  ['/login', '/'],
  ['/login?next=%2Fcameras%3Ftag%3Da', '/cameras?tag=a'],
  ['/login?next=https%3A%2F%2Fevil.example%2F', '/'],
  ['/login?next=%2F%2Fevil.example%2F', '/'],
  ['/login?next=%2F%5Cevil.example', '/'],
  ['/login?next=javascript%3Aalert(1)', '/'],
])('%s leads to %s and never out of the house', (address, to) =>
  expect(wayBack(new URL(address, 'https://regie.example'))).toBe(to),
);
