/** Lines for a terminal that add the first camera and the first job through the API of the server that is open. */

/** Keeps a word whole in a shell, whatever is in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Puts a token for the API into $TOKEN; needs nothing that a bare system lacks beside curl. */
export const signInCommand = (origin: string, username: string, password: string): string =>
  `TOKEN=$(curl -s ${origin}/api/auth/login --json ${quoted(JSON.stringify({ username, password }))} \\\n` +
  `  | sed 's/.*"token": *"\\([^"]*\\)".*/\\1/')`;

export const addCommand = (origin: string, path: string, what: object): string =>
  `curl ${origin}${path} -H "Authorization: Bearer $TOKEN" \\\n  --json ${quoted(JSON.stringify(what))}`;
