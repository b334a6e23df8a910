/**
 * A table of cameras as text: read so that single lines can be left out and looked at with their own credentials, and
 * written from what a search of the network found. What it means is the server's business.
 */
import { wrongAddress } from './address.ts';
import type { Draft, DraftFault } from './draft.ts';

export type Sheet = { header: string[]; rows: Row[] };
/** `line`: of its end in the text, as the server counts it. */
export type Row = { line: number; cells: string[] };

const MOST_SEPARATED = [',', ';', '\t'] as const;

export function readSheet(text: string): Sheet {
  const plain = text.replace(/^\ufeff/, '');
  const first = plain.split(/\r?\n/).find((line) => line.trim()) ?? '';
  const count = (sign: string) => first.split(sign).length;
  const separator = MOST_SEPARATED.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  const rows = cellsIn(plain, separator).filter(({ cells }) => cells.some((cell) => cell.trim()));
  return { header: rows[0]?.cells.map((cell) => cell.trim()) ?? [], rows: rows.slice(1) };
}

function cellsIn(text: string, separator: string): Row[] {
  const rows: Row[] = [];
  let [cells, cell, quoted, line]: [string[], string, boolean, number] = [[], '', false, 1];
  const close = () => {
    rows.push({ line, cells: [...cells, cell] });
    [cells, cell] = [[], ''];
  };
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (quoted && sign === '"' && text[i + 1] === '"') [cell, i] = [`${cell}"`, i + 1];
    else if (sign === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && sign === separator) [cells, cell] = [[...cells, cell], ''];
    else if (!quoted && sign === '\n') {
      close();
      line += 1;
    } else if (sign !== '\r' || quoted) {
      if (sign === '\n') line += 1;
      cell += sign;
    }
  }
  if (cell || cells.length) close();
  return rows;
}

const written = (cell: string) => (/[",;\t\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The table with these lines only. */
export const writeSheet = (sheet: Sheet, rows: readonly Row[] = sheet.rows): string =>
  [sheet.header, ...rows.map((row) => row.cells)].map((cells) => cells.map(written).join(',')).join('\n') + '\n';

const NAMES: Record<string, string> = { url: 'main', user: 'username', pass: 'password' };

/** What is needed to look at a line: its addresses, as written, and who signs in if the line says so. */
export function sourcesIn(
  sheet: Sheet,
  row: Row,
): { streams: Record<string, string>; username: string; password: string } {
  const streams: Record<string, string> = {};
  const own: Record<string, string> = {};
  sheet.header.forEach((name, place) => {
    const value = row.cells[place]?.trim() ?? '';
    const plain = name.toLowerCase().replace(/[_ ]/g, '');
    const column = NAMES[plain] ?? plain;
    if (!value) return;
    if (['main', 'sub', 'snapshot'].includes(column)) streams[column] = value;
    else if (column.startsWith('stream:')) streams[name.slice(name.indexOf(':') + 1).trim()] = value;
    else if (column === 'username' || column === 'password') own[column] = value;
  });
  return { streams, username: own.username ?? '', password: own.password ?? '' };
}

/** What is wrong with a line, by the server's name of the field: what a form would say of the same. */
export function rowFaults(sheet: Sheet, row: Row): Record<string, DraftFault> {
  const found: Record<string, DraftFault> = {};
  for (const [key, address] of Object.entries(sourcesIn(sheet, row).streams)) {
    const wrong = wrongAddress(address);
    if (wrong) found[`streams.${key}`] = wrong;
  }
  if (Object.keys(sourcesIn(sheet, row).streams).length === 0) found.streams = 'streamNone';
  const named = sheet.header.findIndex((name) => ['name', 'nom'].includes(name.toLowerCase()));
  if (!row.cells[named]?.trim()) found.name = 'fillIn';
  return found;
}

/** A table of what was found on the network; who signs in is said once for all of them. */
export function sheetOf(drafts: readonly Draft[]): string {
  const keys = ['main', 'sub', 'snapshot'];
  const rows = drafts.map(({ name, model, streams }, place) => ({
    line: place + 2,
    cells: [name, ...keys.map((key) => streams.find((each) => each.key === key)?.address ?? ''), model, 'onvif'],
  }));
  return writeSheet({ header: ['name', ...keys, 'model', 'protocol'], rows });
}
