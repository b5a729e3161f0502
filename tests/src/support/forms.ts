import type { Locator, Page } from 'playwright-core';

export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name });

/** Sends the open form, and confirms it where it asks. */
export async function submitForm(page: Page): Promise<void> {
  const form = page.locator('.ant-drawer-open');
  await form.getByRole('button', { name: /^提\s*交$/ }).click();
  const confirmation = page.locator('.ant-modal-confirm').getByRole('button', { name: '确认' });
  await confirmation.or(page.locator('.ant-message-success')).first().waitFor();
  if (await confirmation.isVisible()) await confirmation.click();
  await form.waitFor({ state: 'hidden' });
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
