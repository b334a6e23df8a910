/** How a button looks, for whatever element carries it. */
export type Look = 'normal' | 'primary' | 'danger' | 'plain' | 'icon';

const BASE =
  'inline-flex items-center justify-center gap-1.5 rounded-control border whitespace-nowrap transition-colors duration-100 ' +
  'aria-busy:opacity-70 disabled:cursor-default disabled:opacity-60 phone:min-h-11';

const LOOKS: Record<Look, string> = {
  normal: 'border-border bg-secondary text-foreground font-medium hover:bg-accent px-2.5',
  primary: 'border-transparent bg-primary text-primary-foreground font-semibold hover:opacity-90 px-2.5',
  danger: 'border-transparent bg-destructive text-background font-semibold hover:opacity-90 px-2.5',
  plain: 'border-transparent text-muted-foreground font-medium hover:bg-accent hover:text-foreground px-2.5',
  icon: 'border-transparent text-muted-foreground hover:bg-accent hover:text-foreground w-7 phone:w-11',
};

export const buttonLook = (look: Look, small = false): string =>
  `${BASE} ${LOOKS[look]} ${small ? 'h-6 text-small' : 'h-7'}`;
