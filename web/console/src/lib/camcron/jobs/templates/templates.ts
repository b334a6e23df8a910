/** What a template of jobs is here. */
import type { components } from '#shared/api.d.ts';

export type Template = components['schemas']['TemplateAnswer'];
export type Applied = components['schemas']['ApplicationAnswer'];
