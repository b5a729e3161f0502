/** Far beyond what any machine needs: it only ends a test that would never end. */
const LIMIT_MS = 100_000;

/** Waits for a state of affairs, however long the machine takes for it. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const limit = Date.now() + LIMIT_MS;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`it did not come about within ${LIMIT_MS / 1_000} s`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
