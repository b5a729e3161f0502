/** Markup that is safe to send as it is. Only `html` makes it, so text can never be taken for markup. */
export class Html {
  constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: text is escaped, nothing at all becomes nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Html) return content.toString();
  if (Array.isArray(content)) return content.map(render).join('');
  return escapeHtml(String(content));
}

/**
 * Markup with every value escaped. Values belong in element content or in quoted attributes; a URL that comes from
 * outside must be checked for its scheme before it becomes an attribute.
 */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(strings.reduce((markup, part, index) => markup + render(values[index - 1]) + part));
}
