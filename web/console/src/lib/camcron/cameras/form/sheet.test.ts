import { expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { readSheet, rowFaults, sheetOf, sourcesIn, writeSheet } from './sheet.ts';

test.each([
  ['name,main\nGate,rtsp://a/1\n', [[2, 'Gate', 'rtsp://a/1']]],
  [
    '\ufeffName;Main\r\n"Gate; north";rtsp://a/1\r\n\r\nYard;rtsp://a/2',
    [
      [2, 'Gate; north', 'rtsp://a/1'],
      [4, 'Yard', 'rtsp://a/2'],
    ],
  ],
  ['name\tmain\n"a ""b""\nc"\trtsp://a/1', [[3, 'a "b"\nc', 'rtsp://a/1']]],
  ['name,main', []],
  ['', []],
])('%j is read line by line', (text, rows) =>
  expect(readSheet(text).rows.map(({ line, cells }) => [line, ...cells])).toEqual(rows),
);

test('what is written is read again as it was, with the chosen lines only', () => {
  const sheet = readSheet('name,main\n"a, ""b""\nc",rtsp://a/1\n é ,rtsp://a/2\n');
  expect(readSheet(writeSheet(sheet)).rows.map((row) => row.cells)).toEqual(sheet.rows.map((row) => row.cells));
  expect(writeSheet(sheet, sheet.rows.slice(1))).toBe('name,main\n" é ",rtsp://a/2\n');
});

test('a line is looked at with its own addresses and its own sign-in', () => {
  const sheet = readSheet('Name,URL,Sub,stream:Zoom,User,Pass\nA,rtsp://a/1,,rtsp://a/3,ada,pw');
  expect(sheet.rows.map((row) => sourcesIn(sheet, row))).toEqual([
    { streams: { main: 'rtsp://a/1', Zoom: 'rtsp://a/3' }, username: 'ada', password: 'pw' },
  ]);
});

test('what was found becomes a table', () => {
  const found = {
    ...emptyDraft(),
    name: 'A, B',
    model: 'X1',
    streams: [{ key: 'main', address: 'rtsp://a/1', own: null }],
  };
  expect(sheetOf([found])).toBe('name,main,sub,snapshot,model,protocol\n"A, B",rtsp://a/1,,,X1,onvif\n');
});

test('what is wrong with a line is told by its fields', () => {
  const sheet = readSheet('name,main,sub\nA,rtsp://a/1,nowhere\n,ftp://a/1,\nC,,');
  expect(sheet.rows.map((row) => rowFaults(sheet, row))).toEqual([
    { 'streams.sub': 'addressNone' },
    { 'streams.main': 'addressScheme', name: 'fillIn' },
    { streams: 'streamNone' },
  ]);
});
