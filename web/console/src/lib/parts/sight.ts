/** Tells whether a place of the page is in sight, at once and at each change. What is about to come into sight is. */
export const inSight =
  (tell: (seen: boolean) => void) =>
  (node: Element): (() => void) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '80px',
    });
    observer.observe(node);
    return () => observer.disconnect();
  };
