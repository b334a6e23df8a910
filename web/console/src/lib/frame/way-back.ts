/** Where sign-in leads: the page that was asked for, as long as it is one of ours. */
export function wayBack(url: Pick<URL, 'origin'> & { searchParams: Pick<URLSearchParams, 'get'> }): string {
  const asked = url.searchParams.get('next') ?? '/';
  const target = new URL(asked, url.origin);
  return target.origin === url.origin && asked.startsWith('/') ? target.pathname + target.search : '/';
}
