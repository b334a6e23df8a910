import { expect, test } from 'vitest';
import camera from '../../words/en/camera.ts';
import form from '../../words/en/cameraform.ts';
import frenchCamera from '../../words/fr/camera.ts';
import frenchForm from '../../words/fr/cameraform.ts';

const english: Record<string, unknown> = { ...camera, ...form };
const french: Record<string, unknown> = { ...frenchCamera, ...frenchForm };
const sample = { n: 2, name: 'Quai', open: '1', most: '2', files: '2', size: '2 MB', seconds: 3, code: 'fillIn' };
const said = (message: unknown) => String(typeof message === 'function' ? message(sample) : message);

test.each(Object.keys(english))('« %s » is said in both, of the same kind', (key) => {
  expect(typeof french[key]).toBe(typeof english[key]);
  expect(said(english[key])).not.toBe('');
  expect(said(french[key])).not.toMatch(/^$| "|" | \?\?/);
});

test('French is no English that was forgotten', () => {
  const same = Object.keys(english).filter((key) => said(english[key]) === said(french[key]));
  expect(same).toEqual(['factMac', 'fieldSite']);
});
