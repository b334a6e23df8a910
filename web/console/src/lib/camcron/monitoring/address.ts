/** The choices of these pages live in their address; and where the server says that a list goes on. */
export { chosen, withChoices } from '../../parts/choices.ts';

/** Where the server says that a list goes on. */
export function nextPage(response: Response): string | null {
  const link = /<([^>]*)>;\s*rel="next"/u.exec(response.headers.get('link') ?? '')?.[1];
  return link ? new URL(link, 'http://x').searchParams.get('after') : null;
}
