/** A word beside a thing: quiet, or in the colour of what it warns of. */
export const chip = (tone: 'quiet' | 'warn' | 'down' | 'ok' | 'on' = 'quiet'): string =>
  `inline-flex h-5 items-center gap-1 rounded-[10px] px-2 text-tiny whitespace-nowrap ${
    {
      quiet: 'border border-border-soft bg-secondary text-muted-foreground',
      warn: 'bg-warn-soft text-warn',
      down: 'bg-down-soft text-down',
      ok: 'bg-ok-soft text-ok',
      on: 'bg-primary-soft text-primary',
    }[tone]
  }`;
