import type { Locator, Page } from 'playwright-core';

export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name });

/** What sends the open form, or confirms a command with nothing to fill in. */
export const sendButton = (page: Page) =>
  page.locator('.ant-drawer-open').getByRole('button', { name: /^(提\s*交|确\s*认)$/ });

/** Says yes to the question that stands in front of everything else. */
export const confirm = (page: Page) => page.locator('.ant-modal-confirm').getByRole('button', { name: '确认' }).click();

/** Sends the open form, and confirms it where it asks. */
export async function submitForm(page: Page): Promise<void> {
  await sendButton(page).click();
  const asked = page.locator('.ant-modal-confirm');
  const sent = page.locator('body:not(:has(.ant-drawer-open))');
  await sent.or(asked).first().waitFor();
  if (await asked.isVisible()) await confirm(page);
  await sent.waitFor();
}

/** Opens the form of a command on the case page, fills fields by their labels, and sends it. */
export async function give(
  page: Page,
  command: string | RegExp,
  fields: Readonly<Record<string, string>> = {},
  choices: readonly string[] = [],
): Promise<void> {
  await button(page, command).first().click();
  const form = page.locator('.ant-drawer-open');
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value);
  for (const label of choices) await form.getByLabel(label, { exact: true }).check();
  await submitForm(page);
}
