import type { CaseWorkflowInput } from '@xiezhi/contracts/workflow';
import { runCase } from '../../src/case/collaboration-case';

/** The workflow of a case with runs so short that it hands over as soon as nothing holds it up, and so forgetful. */
export function collaborationCase(input: CaseWorkflowInput): Promise<void> {
  return runCase(input, 10, 3);
}
