/** The addresses of all pages, each changing part as `*`; the build fills it in. */
declare const __PAGES__: readonly string[];
