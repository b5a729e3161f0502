import { Problem } from '@xiezhi/service-kit';
import { passwordFault } from './password';

/** @param path of the field in the request @throws Problem VALIDATION */
export function requirePassword(chosen: string, name: string, path: string): void {
  const fault = passwordFault(chosen, name);
  if (fault) refuseField(path, fault);
}

export function refuseField(path: string, message: string): never {
  throw new Problem('VALIDATION', `密码不符合要求：${message}。`, { errors: [{ path, message }] });
}
