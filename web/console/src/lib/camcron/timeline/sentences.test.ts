import { expect, test } from 'vitest';
import { sentenceIn } from './sentences.ts';

test('what is always the same is said in French, with its facts where it has some', () => {
  expect(sentenceIn('fr', 'The camera does not answer.')).toBe('La caméra ne répond pas.');
  expect(sentenceIn('fr', 'Stopped by ada.')).toBe('Arrêté par ada.');
  expect(sentenceIn('fr', '2026-03-02 is left out of its schedule.')).toBe('Le 2026-03-02 est exclu de son horaire.');
});

test('anything else keeps the words of the server', () => {
  expect(sentenceIn('fr', 'Disk 7 is full.')).toBe('Disk 7 is full.');
  expect(sentenceIn('en', 'Stopped by ada.')).toBe('Stopped by ada.');
});
